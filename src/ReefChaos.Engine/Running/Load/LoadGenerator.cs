using System.Threading.Channels;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Load;

/// <summary>All load workers of an arm as one: each sends its slice of the schedule, and what they tell is merged.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly IReadOnlyList<LoadWorker> workers;
    private readonly LoadMerge merge;
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>();
    private readonly Lock merging = new();

    private LoadGenerator(IReadOnlyList<LoadWorker> workers)
    {
        this.workers = workers;
        merge = new LoadMerge(workers.Count);
        _ = PumpAllAsync();
    }

    public IReadOnlyList<int> ProcessIds => [.. workers.Select(w => w.ProcessId)];

    /// <summary>For the history as they are. Completes after the last worker has exited; a death before its report is a fatal <see cref="Trouble"/>.</summary>
    public ChannelReader<Entry> Entries => entries.Reader;

    /// <summary>Ends when all workers are warm.</summary>
    /// <exception cref="EnvironmentLacksException">A worker cannot be started here.</exception>
    public static async Task<LoadGenerator> StartAsync(
        int count, string workerDll, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var starting = Enumerable.Range(0, count).Select(_ => LoadWorker.StartAsync(workerDll, environment, cancellationToken)).ToList();
        try
        {
            return new LoadGenerator(await Task.WhenAll(starting).ConfigureAwait(false));
        }
        catch
        {
            foreach (var started in starting.Where(s => s.IsCompletedSuccessfully))
            {
                await started.Result.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Once; time zero may still be ahead.</summary>
    /// <param name="order">Of the whole schedule, with time zero on our own clock.</param>
    public void Begin(BeginLoad order)
    {
        for (var i = 0; i < workers.Count; i++)
        {
            workers[i].Begin(order with { Slice = new LoadSlice(i, workers.Count) });
        }
    }

    /// <summary>No request that is due at or after this second is sent. Those under way are waited for: up to the profile's timeout.</summary>
    public void End(double atSeconds)
    {
        foreach (var worker in workers)
        {
            worker.End(atSeconds);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(workers.Select(w => w.DisposeAsync().AsTask())).ConfigureAwait(false);

    private async Task PumpAllAsync()
    {
        await Task.WhenAll(workers.Select(PumpAsync)).ConfigureAwait(false);
        entries.Writer.TryComplete();
    }

    private async Task PumpAsync(LoadWorker worker, int index)
    {
        await foreach (var entry in worker.Entries.ReadAllAsync().ConfigureAwait(false))
        {
            lock (merging)
            {
                if (Merged(index, entry) is { } merged)
                {
                    entries.Writer.TryWrite(merged);
                }
            }
        }
    }

    private Entry? Merged(int index, Entry entry)
    {
        try
        {
            return merge.Add(index, entry);
        }
        catch (FormatException e)
        {
            return new Trouble("load", $"A load worker sent what cannot be read: {e.Message}", Fatal: true) { At = entry.At };
        }
    }
}
