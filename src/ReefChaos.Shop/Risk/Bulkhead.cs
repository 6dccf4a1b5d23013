using System.Collections.Concurrent;

namespace ReefChaos.Shop.Risk;

/// <summary>A few threads and a short queue. A hung call keeps its thread; when all hang and the queue is full, calls are refused.</summary>
internal sealed class Bulkhead : IDisposable
{
    private readonly BlockingCollection<IBulkheadCall> queue;
    private readonly CancellationTokenSource stop = new();

    public Bulkhead(string name, int threads, int queueLength)
    {
        queue = new BlockingCollection<IBulkheadCall>(queueLength);
        for (var i = 0; i < threads; i++)
        {
            // Background threads: one that hangs in native code cannot keep the process from ending.
            new Thread(Work) { IsBackground = true, Name = $"{name}-{i}" }.Start();
        }
    }

    /// <summary>False, at once, when there is no room.</summary>
    public bool TryRun(IBulkheadCall call) => queue.TryAdd(call);

    /// <summary>Does not wait for calls that still run; the queue is left to them.</summary>
    public void Dispose() => stop.Cancel();

    private void Work()
    {
        try
        {
            foreach (var call in queue.GetConsumingEnumerable(stop.Token))
            {
                call.Run();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
