using System.Net;
using System.Net.Sockets;

namespace ReefChaos.AcceptanceTests;

/// <summary>A payment provider that outlives the runner: it approves whatever it is asked.</summary>
internal sealed class PaymentsStub : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public PaymentsStub()
    {
        Url = $"http://127.0.0.1:{Workspace.FreePort()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        serving = ServeAsync();
    }

    public string Url { get; }

    public void Dispose()
    {
        listener.Stop();
        serving.Wait(TimeSpan.FromSeconds(5));
        listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync("""{"approved":true}"""u8.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or SocketException)
        {
            // The stub was stopped, or a caller went away.
        }
    }
}
