using System.Globalization;

namespace ReefChaos.Processes;

/// <summary>Time of a thread on a processor, time ready for one while none was free, and how often it got one, since it began.</summary>
internal readonly record struct ThreadSchedule(double RunSeconds, double WaitSeconds, long Turns)
{
    /// <summary>Of <c>/proc/PID/task/TID/schedstat</c>; null where it is not such a text.</summary>
    public static ThreadSchedule? Parse(string? text) =>
        text?.Split(' ', StringSplitOptions.TrimEntries) is [var ran, var waited, var turns, ..]
        && long.TryParse(ran, CultureInfo.InvariantCulture, out var on) && long.TryParse(waited, CultureInfo.InvariantCulture, out var off)
        && long.TryParse(turns, CultureInfo.InvariantCulture, out var count)
            ? new ThreadSchedule(on / 1e9, off / 1e9, count)
            : null;

    public ThreadSchedule Since(ThreadSchedule before) => new(RunSeconds - before.RunSeconds, WaitSeconds - before.WaitSeconds, Turns - before.Turns);
}
