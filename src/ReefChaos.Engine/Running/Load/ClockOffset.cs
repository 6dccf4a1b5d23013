namespace ReefChaos.Engine.Running.Load;

/// <summary>How far a load worker's clock is ahead of ours. It may run on another machine, so this is asked and not assumed.</summary>
/// <remarks>Cristian's algorithm: the quickest answer of several was read half-way between question and answer, wrong by half its way at most.</remarks>
internal static class ClockOffset
{
    /// <summary>Questions to ask: a few are held up by the scheduler, and one that is not suffices.</summary>
    public const int Questions = 8;

    /// <param name="answers">All in nanoseconds: when we asked, what the worker's clock showed, and when we knew.</param>
    public static long Nanoseconds(IEnumerable<(long Asked, long Read, long Known)> answers)
    {
        var (asked, read, known) = answers.MinBy(a => a.Known - a.Asked);
        return read - (asked + ((known - asked) / 2));
    }
}
