using System.Net;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-link-preview</c>: before a link gets a preview, its host is looked up, so that nobody reaches what is inside, and the resolver is
/// down.
/// </summary>
internal sealed class LinkBoard : IPatient
{
    private readonly PreviewService previews = new(new LinkPolicy(["http", "https"]));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PostAsync);

    private async Task<string> PostAsync(int n)
    {
        await Task.Delay(3);
        return n % 5 == 1 ? previews.Describe(new Uri($"https://shop{n}.example.test/offers/{n}")) : "a post without a link";
    }
}

internal sealed class PreviewService(LinkPolicy policy)
{
    public string Describe(Uri link) => policy.IsPublic(link) ? $"preview of {link.Host}" : "no preview";
}

internal sealed class LinkPolicy(string[] schemes)
{
    public bool IsPublic(Uri link)
    {
        if (!schemes.Contains(link.Scheme) || link.IsLoopback)
        {
            return false;
        }

        var addresses = Dns.GetHostAddresses(link.IdnHost); // sick: hang-link-preview native-hang
        return addresses.Length > 0 && !addresses.Any(IsPrivate);
    }

    private static bool IsPrivate(IPAddress address) => IPAddress.IsLoopback(address) || address.GetAddressBytes()[0] is 10 or 127 or 192;
}
