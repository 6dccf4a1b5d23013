using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Load.NBomber;

/// <summary>Makes a journey of each invocation: its requests one after the other, up to the first that fails.</summary>
internal sealed class Traveller(LoadProfile profile, ulong seed, DriverClock clock, Ledger ledger, HttpSender sender)
{
    /// <summary>More under way than this would measure the driver itself, and exhaust its sockets.</summary>
    public const int MaxInFlight = 10_000;

    /// <summary>A copy of a closed loop waits so long where it could not connect, or the load is over: it would make a busy loop of it.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(10);

    private readonly ArrivalSchedule schedule = new(profile, seed);
    private double end = double.PositiveInfinity;
    private long ordinal = -1;

    /// <summary>The second at or after which nothing is sent.</summary>
    public double End
    {
        get => Volatile.Read(ref end);
        set => Volatile.Write(ref end, value);
    }

    /// <summary>True for a journey whose requests all succeeded. It never faults.</summary>
    public async Task<bool> GoAsync()
    {
        var now = clock.Now;
        if (now >= End)
        {
            await WaitAsync(Idle).ConfigureAwait(false);
            return true;
        }

        ledger.Invoked(now);
        var number = Interlocked.Increment(ref ordinal);
        var values = Row(number);
        var steps = profile.Journeys[schedule.JourneyFor(number)].Steps;
        for (var step = 0; step < steps.Count && clock.Now < End; step++)
        {
            if ((step > 0 || profile.HasClosed) && !await ThinkAsync(steps[step].Think.Value).ConfigureAwait(false))
            {
                return true;
            }

            var failure = await SendAsync(steps[step], values).ConfigureAwait(false);
            if (failure is not null)
            {
                await (profile.HasClosed && failure == FailureKinds.Connection ? WaitAsync(Idle) : Task.CompletedTask).ConfigureAwait(false);
                return false;
            }
        }

        return true;
    }

    private async Task<string?> SendAsync(RequestTemplate step, Dictionary<string, string> values)
    {
        if (ledger.InFlight >= MaxInFlight)
        {
            ledger.Unsent();
            return FailureKinds.Connection;
        }

        var start = clock.Now;
        var second = ledger.Sent(start);
        var failure = await sender.SendAsync(step, values).ConfigureAwait(false);
        ledger.Ended(second, failure, clock.Now - start);
        return failure;
    }

    /// <returns>False where the load ends first, so that the request is never due.</returns>
    private async Task<bool> ThinkAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            await WaitAsync(time).ConfigureAwait(false);
        }

        return clock.Now < End;
    }

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);

    private Dictionary<string, string> Row(long number)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var feed in profile.Feeds)
        {
            var row = feed.RowFor(number, seed);
            for (var column = 0; column < feed.Columns.Count; column++)
            {
                values[$"{feed.Name}.{feed.Columns[column]}"] = row[column];
            }
        }

        return values;
    }
}
