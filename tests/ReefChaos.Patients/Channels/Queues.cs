using System.Collections.Concurrent;
using System.Threading.Tasks.Dataflow;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-log-queue</c>: each request writes to a log with a bounded queue, and the thread that ships its lines fell over one of them.</summary>
internal sealed class AccessLog : IPatient, IDisposable
{
    private readonly BlockingCollection<string> lines = new(100);

    public void Map(WebApplication app)
    {
        new Thread(Ship) { IsBackground = true, Name = "log shipper" }.Start();
        app.MapGet("/{n:int}", (int n) => Serve(n));
    }

    public void Dispose() => lines.Dispose();

    private string Serve(int n)
    {
        Log($"GET /{n}");
        return "served";
    }

    private void Log(string line)
    {
        lines.Add(line); // sick: channel-log-queue blocked-channel
    }

    private void Ship()
    {
        foreach (var line in lines.GetConsumingEnumerable())
        {
            if (line.EndsWith("20", StringComparison.Ordinal))
            {
                // Nobody starts it again.
                return;
            }
        }
    }
}

/// <summary><c>channel-dataflow</c>: mail goes to a block of bounded capacity, and both of its workers wait for something that does not come.</summary>
internal sealed class Mailroom : IPatient
{
    private static readonly TaskCompletionSource Stamps = new();

    private readonly ActionBlock<int> outbox = new(DeliverAsync, new ExecutionDataflowBlockOptions { BoundedCapacity = 40, MaxDegreeOfParallelism = 2 });

    public void Map(WebApplication app) => app.MapGet("/{n:int}", WriteAsync);

    private async Task<string> WriteAsync(int n) => await PostAsync(n) ? "posted" : "closed";

    private async Task<bool> PostAsync(int n)
    {
        return await outbox.SendAsync(n); // sick: channel-dataflow blocked-channel
    }

    private static async Task DeliverAsync(int n) => await (n < 20 ? Task.Delay(2) : Stamps.Task);
}
