namespace ReefChaos.Engine.Judging;

/// <summary>Every number that a verdict depends on and that no scenario gives.</summary>
internal static class Thresholds
{
    /// <summary>Of an interval between two bounds.</summary>
    public const double Confidence = 0.95;

    /// <summary>The normal quantile of <see cref="Confidence"/>.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>The strengths of persistence that are weighed: so many, from none to the most.</summary>
    public const int PersistenceSteps = 19;

    public const double PersistenceMost = 0.9;

    /// <summary>How much a strength is doubted beforehand: by this power of what it leaves to chance. Found with the torture program's coverage.</summary>
    public const double LevelLean = 1;

    public const double TrendLean = 4;

    /// <summary>Requests above a latency, from which it is told how much they follow each other.</summary>
    public const int LeastAbove = 4;

    /// <summary>Share of the due requests that may stay unsent before the generator counts as unhealthy.</summary>
    public const double UnsentShare = 0.001;

    /// <summary>Lateness at p99 that is always forgiven.</summary>
    public const double LatenessMs = 50;

    /// <summary>Lateness at p99 that is forgiven beside the smallest latency objective, as a share of it.</summary>
    public const double LatenessShareOfObjective = 0.25;

    /// <summary>A generator that uses more of the cores that it can use measures itself.</summary>
    public const double GeneratorCpuShare = 0.9;

    /// <summary>Share of the time that collections may hold the generator up.</summary>
    public const double GeneratorGcShare = 0.02;

    /// <summary>Recovery is known to one bucket, in seconds.</summary>
    public const double Bucket = 1;

    /// <summary>From so many requests on, one stray request in a second of recovery is chance and no relapse.</summary>
    public const long StrayAllowedFrom = 10;

    /// <summary>A longer grid times seconds is thinned, which bounds memory on runs of hours.</summary>
    public const int GridCells = 16_000_000;

    /// <summary>By which the greatest latency is stretched at most for requests that follow each other.</summary>
    public const double MostStretch = 1.5;

    /// <summary>A second that chance alone makes so bad no more often than this is a relapse beyond doubt.</summary>
    public const double RelapseChance = 0.01;

    /// <summary>Targets are looked at once in so many seconds.</summary>
    public const double LookPeriod = 1;

    /// <summary>By how much the time between looks may be off.</summary>
    public const double LookJitter = 0.5;

    /// <summary>One look may be missed, in a starved target, before what was seen around it no longer counts as without a break.</summary>
    public const double LongestLookGap = 2 * LookPeriod + LookJitter;

    /// <summary>Precursor of running out of memory: so much of the limit is in use.</summary>
    public const double MemoryShare = 0.95;

    /// <summary>Precursor: the managed heap is so much of the most that it may be.</summary>
    public const double HeapShare = 0.9;

    /// <summary>Precursor: collections hold the process up for so much of the time.</summary>
    public const double GcPauseShare = 0.7;

    /// <summary>Over which that is averaged, in seconds; short arms do not have so much, and then what there is counts.</summary>
    public const double GcPauseWindow = 60;

    /// <summary>From so many seconds on: over fewer, one full collection at the start would look like a trend.</summary>
    public const double GcPauseLeast = 10;

    /// <summary>Precursor: collections of the youngest generation follow each other in less than so many seconds.</summary>
    public const double Gen0Interval = 0.2;

    /// <summary>Over which that is averaged, in seconds.</summary>
    public const double Gen0Window = 5;

    /// <summary>A runtime that sees more processors than so many times its quota is told apart from one that rounds up.</summary>
    public const double ProcessorsPerQuota = 2;
}
