using ReefChaos.Histories;

namespace ReefChaos.Verdicts;

/// <summary>What a target ran under, how it bore it, and how it ended.</summary>
public sealed record TargetFindings(string Kind, string Rung, string Enforced, double StartSeconds)
{
    /// <summary>Null where no .NET runtime told it.</summary>
    public RuntimeProgram? Program { get; init; }

    /// <summary>Null where no agent told it.</summary>
    public RuntimeFacts? Runtime { get; init; }

    /// <summary>The limits beside what the runtime made of them, in words; empty where no agent told it.</summary>
    public string Sees { get; init; } = "";

    /// <summary>Where the two do not fit together, a line each.</summary>
    public IReadOnlyList<string> Mismatches { get; init; } = [];

    /// <summary>What this kind of target does not limit, and what is not observed of it, a line each.</summary>
    public IReadOnlyList<string> BlindSpots { get; init; } = [];

    /// <summary>Null where nobody counted it.</summary>
    public LimitFindings? Use { get; init; }

    /// <summary>How often it came back after it had ended.</summary>
    public int Restarts { get; init; }

    /// <summary>When and why it ended, a line for each time.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>Of the last end; null where the target was not seen to end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Of the last end; null where the target was not seen to end.</summary>
    public ExitCause? ExitCause { get; init; }
}

/// <summary>How much of its limits a target used while it was under load. Null where that limit is not kept, or not counted.</summary>
public sealed record LimitFindings
{
    /// <summary>The share of the quota's periods in which it ran out.</summary>
    public double? ThrottledShare { get; init; }

    /// <summary>Summed over all processors.</summary>
    public double? ThrottledSeconds { get; init; }

    public long? MemoryLimitBytes { get; init; }

    /// <summary>The highest of the looks once a second, without file pages that the kernel can drop at any time.</summary>
    public long? MemoryHighBytes { get; init; }

    /// <summary>The highest that the kernel saw, such file pages included.</summary>
    public long? MemoryPeakBytes { get; init; }
}
