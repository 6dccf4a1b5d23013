namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>The classifier is tuned on one half of the variants; what counts is what is reported of the other.</summary>
internal enum SplitHalf
{
    /// <summary>Their answers were seen while rules were made.</summary>
    Tuned,

    /// <summary>Written before anybody saw an answer to them. Once rules are changed for the sake of those, they are tuned too, and fresh ones are due.</summary>
    Untuned,
}

/// <summary>What a variant needs of the machine, beside its own process.</summary>
internal enum Need
{
    Nothing,
    SilentResolver,
    CpuQuota,
    BusyNeighbours,
}

/// <summary>When the patient is sick enough to be diagnosed: all of these hold.</summary>
/// <param name="Waiting">Requests that have waited for at least half a second.</param>
/// <param name="Answered">Requests that came back.</param>
internal sealed record Onset(int Waiting = 0, int Answered = 0);

/// <param name="Modes">None for a patient that has nothing, whatever it looks like.</param>
/// <param name="RequestsPerSecond">Open loop, evenly spaced, until the diagnosis is there.</param>
internal sealed record Variant(string Name, SplitHalf Half, IReadOnlyList<string> Modes, int RequestsPerSecond, Onset Onset)
{
    public Need Need { get; init; }

    /// <summary>Whether a diagnosis must call the process starved of CPU; null where either is right.</summary>
    public bool? Starved { get; init; } = false;

    public bool IsControl => Modes.Count == 0;

    public string Family => Modes.Count switch { 0 => "none", 1 => Modes[0], _ => "two at once" };
}
