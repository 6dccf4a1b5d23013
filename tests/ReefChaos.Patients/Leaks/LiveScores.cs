using System.Threading.Channels;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-live-scores</c>: whoever looks at a match is given a subscription to its goals, and the page forgets to dispose of it.
/// </summary>
internal sealed class LiveScores : IPatient
{
    private readonly ScoreHub hub = new();

    public void Map(WebApplication app)
    {
        var page = new MatchPage(hub);
        _ = hub.PlayAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", page.ShowAsync);
    }
}

internal sealed class MatchPage(ScoreHub hub)
{
    public async Task<string> ShowAsync(int n, CancellationToken aborted)
    {
        var subscription = hub.Subscribe(n % 18); // also: leak-live-scores leak
        await Task.Delay(20, aborted);
        return subscription.TryNext(out var goal) ? goal : $"no goal yet in match {n % 18}";
    }
}

internal sealed class ScoreHub
{
    private readonly Lock sync = new();
    private readonly HashSet<ScoreSubscription> subscriptions = [];

    public ScoreSubscription Subscribe(int match)
    {
        var subscription = new ScoreSubscription(this, match); // also: leak-live-scores leak
        lock (sync)
        {
            subscriptions.Add(subscription); // sick: leak-live-scores leak
        }

        return subscription;
    }

    public void Unsubscribe(ScoreSubscription subscription)
    {
        lock (sync)
        {
            subscriptions.Remove(subscription);
        }
    }

    public async Task PlayAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        for (var goal = 0; await timer.WaitForNextTickAsync(stopping); goal++)
        {
            Publish(goal % 18, $"goal {goal}");
        }
    }

    private void Publish(int match, string text)
    {
        lock (sync)
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Offer(match, text);
            }
        }
    }
}

internal sealed class ScoreSubscription(ScoreHub hub, int match) : IDisposable
{
    private readonly Channel<string> goals = Channel.CreateBounded<string>(
        new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest });

    public bool TryNext(out string goal) => goals.Reader.TryRead(out goal!);

    public void Offer(int of, string text)
    {
        if (of == match)
        {
            goals.Writer.TryWrite(text);
        }
    }

    public void Dispose() => hub.Unsubscribe(this);
}
