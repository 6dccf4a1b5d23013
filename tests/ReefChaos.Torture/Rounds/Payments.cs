using System.Net;

namespace ReefChaos.Torture.Rounds;

/// <summary>A payment provider that outlives the runners: it approves whatever it is asked.</summary>
internal sealed class Payments : IDisposable
{
    private readonly HttpListener listener = new();

    /// <param name="at">An address of this machine.</param>
    public Payments(IPAddress at)
    {
        Url = $"http://{at}:{Ports.Free()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();

                // Not one after the other: a client that is frozen in the middle shall hold up nobody else.
                _ = ApproveAsync(context);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The storm is over.
        }
    }

    private static async Task ApproveAsync(HttpListenerContext context)
    {
        try
        {
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync("""{"approved":true}"""u8.ToArray());
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Its client was killed in the middle of its answer; the others shall not go without.
            context.Response.Abort();
        }
    }
}
