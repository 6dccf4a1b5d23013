using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-pending-replies</c>: who waits for a reply gives up in time, and what waited for it stays in the table of open questions.</summary>
internal sealed class TaxiDispatch : IPatient
{
    private readonly RideBus bus = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", RideAsync);

    private async Task<string> RideAsync(int n) => await bus.AskAsync(n) is { } driver ? $"{driver} is on the way" : "no driver near you";
}

internal sealed class RideBus
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(120);

    private readonly ConcurrentDictionary<int, PendingRide> pending = new();

    public async Task<string?> AskAsync(int ride)
    {
        var question = new PendingRide(); // also: leak-pending-replies leak
        pending[ride] = question; // sick: leak-pending-replies leak
        _ = SendAsync(ride);
        try
        {
            return await question.Reply.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>One driver in four is free.</summary>
    private async Task SendAsync(int ride)
    {
        await Task.Delay(20);
        if (ride % 4 == 0 && pending.TryRemove(ride, out var question))
        {
            question.Reply.TrySetResult($"driver {ride % 90}");
        }
    }
}

internal sealed class PendingRide
{
    public TaskCompletionSource<string> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Message { get; } = new byte[3_000];
}
