using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-reply</c>: each entry carries its own reply, and the book-keeper stops at one of them.</summary>
internal sealed class Ledger : IPatient
{
    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(20);

    public void Map(WebApplication app)
    {
        _ = KeepAsync();
        app.MapGet("/{n:int}", BookAsync);
    }

    private async Task<string> BookAsync(int n) => await PostAsync(new Entry(n)) ? "booked" : "refused";

    private async Task<bool> PostAsync(Entry entry)
    {
        await entries.Writer.WriteAsync(entry); // sick: channel-reply blocked-channel
        return await entry.Booked.Task;
    }

    private async Task KeepAsync()
    {
        await foreach (var entry in entries.Reader.ReadAllAsync())
        {
            await (entry.Number == 30 ? Task.Delay(Timeout.InfiniteTimeSpan) : Task.Delay(1));
            entry.Booked.TrySetResult(true);
        }
    }

    private sealed record Entry(int Number)
    {
        public TaskCompletionSource<bool> Booked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary><c>channel-fanout</c>: a message goes to three listeners at once, and one of them has stopped listening.</summary>
internal sealed class Announcements : IPatient
{
    private readonly Channel<int>[] listeners = [.. Enumerable.Range(0, 3).Select(_ => Channel.CreateBounded<int>(25))];

    public void Map(WebApplication app)
    {
        foreach (var listener in listeners.Skip(1))
        {
            _ = ListenAsync(listener.Reader);
        }

        app.MapGet("/{n:int}", AnnounceAsync);
    }

    private async Task<string> AnnounceAsync(int n)
    {
        await TellAllAsync(n);
        return "announced";
    }

    private async Task TellAllAsync(int n)
    {
        await Task.WhenAll(listeners.Select(l => l.Writer.WriteAsync(n).AsTask())); // sick: channel-fanout blocked-channel
    }

    private static async Task ListenAsync(ChannelReader<int> listener)
    {
        await foreach (var _ in listener.ReadAllAsync())
        {
            await Task.Yield();
        }
    }
}
