using ReefChaos.Plans;

namespace ReefChaos.Verdicts;

/// <summary>What an experiment showed, and why.</summary>
/// <param name="Code">The reason as one word of <see cref="ReasonCode"/>; null for Held.</param>
/// <param name="Reason">The reason in a sentence, with the numbers.</param>
public sealed record Verdict(VerdictKind Kind, ReasonCode? Code, string Reason, IReadOnlyDictionary<Arm, ArmFindings> Arms);

public enum VerdictKind
{
    Held,
    Inconclusive,
    Broken,
}

/// <summary>Why a verdict is not Held, in the order in which they are looked for.</summary>
public enum ReasonCode
{
    /// <summary>The target never started, or died before any fault. Whoever skips what is inconclusive should not skip this.</summary>
    TargetFailed,

    /// <summary>The arm ended before it could be judged.</summary>
    NotRun,

    /// <summary>The load generator was late or died, so its figures cannot be trusted.</summary>
    Generator,

    /// <summary>An objective was missed before any fault was armed.</summary>
    Unsteady,

    /// <summary>A fault was refused or never fired.</summary>
    NeverFired,

    /// <summary>The control arm held too: the fault does not bite.</summary>
    Toothless,

    /// <summary>The control arm broke by another failure mode than the one that was injected.</summary>
    OtherCause,

    /// <summary>An objective is missed.</summary>
    Missed,

    /// <summary>An interval lies on both sides of its objective.</summary>
    Undecided,

    /// <summary>A check crashed.</summary>
    CheckFailed,
}

/// <param name="Baseline">The same objectives in the baseline phase, where they apply to it.</param>
/// <param name="Injections">Calls hit, by fault id.</param>
public sealed record ArmFindings(
    IReadOnlyList<ObjectiveResult> Objectives,
    IReadOnlyList<ObjectiveResult> Baseline,
    IReadOnlyDictionary<string, long> Injections,
    long Requests,
    GeneratorFindings? Generator,
    TargetFindings? Target,
    IReadOnlyDictionary<string, long> Failures,
    IReadOnlyList<string> Troubles)
{
    /// <summary>Signs that memory ran short, a line each: when, for how long, and how far.</summary>
    public IReadOnlyList<string> Precursors { get; init; } = [];

    /// <summary>In which failure modes the target was seen to be; null where nobody looked.</summary>
    public Cause? Cause { get; init; }

    /// <summary>Null where there is none.</summary>
    public SendLatency? FromSend { get; init; }
}

/// <summary>An estimate with its 95% interval against its objective, in the objective's base unit; null where there is none.</summary>
/// <param name="Note">What a reader must know beside the numbers; empty where there is nothing.</param>
public sealed record ObjectiveResult(
    string Name, string Target, double? Value, double? Low, double? High, ObjectiveState Result, string Note = "");

public enum ObjectiveState
{
    Met,
    Missed,
    Undecided,
}

/// <summary>Latencies of the fault phase from the actual send: what a generator that waits for its target would have seen.</summary>
public sealed record SendLatency(double P50Ms, double P99Ms);

public sealed record GeneratorFindings(double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double CpuShare, double GcPauseMs, bool Healthy, string Note)
{
    /// <summary>See <see cref="Histories.GeneratorReport.ScatterMs"/>.</summary>
    public double ScatterMs { get; init; }

    /// <summary>See <see cref="Histories.GeneratorReport.Driver"/>.</summary>
    public string Driver { get; init; } = "";
}
