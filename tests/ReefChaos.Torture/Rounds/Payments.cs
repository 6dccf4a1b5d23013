using System.Net;

namespace ReefChaos.Torture.Rounds;

/// <summary>A payment provider that outlives the runners: it approves whatever it is asked.</summary>
internal sealed class Payments : IDisposable
{
    private readonly HttpListener listener = new();

    public Payments()
    {
        Url = $"http://127.0.0.1:{Ports.Free()}/";
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
                await ApproveAsync(await listener.GetContextAsync());
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
