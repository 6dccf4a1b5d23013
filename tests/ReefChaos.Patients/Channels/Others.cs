using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Tasks.Dataflow;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-collection</c>: a blocking collection with a bound, whose worker has ended.</summary>
internal sealed class Mailbox : IPatient, IDisposable
{
    private readonly BlockingCollection<int> letters = new(boundedCapacity: 30);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Post(n));

    public void Dispose() => letters.Dispose();

    private string Post(int n)
    {
        Drop(n);
        return "posted";
    }

    private void Drop(int n)
    {
        letters.Add(n); // sick: channel-collection blocked-channel
    }
}

/// <summary><c>channel-pipe</c>: lines go into a pipe that nobody reads any more.</summary>
internal sealed class Telegrams : IPatient
{
    private readonly Pipe wire = new(new PipeOptions(pauseWriterThreshold: 1_000, resumeWriterThreshold: 500));
    private readonly SemaphoreSlim hand = new(1);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", WireAsync);

    private async Task<string> WireAsync(int n)
    {
        if (!await hand.WaitAsync(TimeSpan.FromMilliseconds(1)))
        {
            return await LaterAsync(n);
        }

        await SendAsync(n);
        hand.Release();
        return "wired";
    }

    private static async Task<string> LaterAsync(int n)
    {
        var own = new Pipe(new PipeOptions(pauseWriterThreshold: 10, resumeWriterThreshold: 5));
        own.Writer.GetMemory(20).Span.Fill((byte)n);
        own.Writer.Advance(20);
        await own.Writer.FlushAsync(); // sick: channel-pipe blocked-channel
        return "later";
    }

    private async Task SendAsync(int n)
    {
        await wire.Writer.WriteAsync(BitConverter.GetBytes(n).AsMemory()); // also: channel-pipe blocked-channel
    }
}

/// <summary><c>channel-blocks</c>: a block with a bound, whose next one never takes anything.</summary>
internal sealed class Assembly : IPatient
{
    private readonly BufferBlock<int> parts = new(new DataflowBlockOptions { BoundedCapacity = 25 });

    public void Map(WebApplication app) => app.MapGet("/{n:int}", AddAsync);

    private async Task<string> AddAsync(int n) => await HandAsync(n) ? "added" : "refused";

    private async Task<bool> HandAsync(int n)
    {
        var taken = await parts.SendAsync(n); // sick: channel-blocks blocked-channel
        return taken;
    }
}
