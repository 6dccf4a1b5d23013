namespace ReefChaos.Engine.Judging;

/// <summary>Every number that a verdict depends on and that no scenario gives.</summary>
internal static class Thresholds
{
    /// <summary>Of an interval between two bounds.</summary>
    public const double Confidence = 0.95;

    /// <summary>The normal quantile of <see cref="Confidence"/>.</summary>
    public const double Z = 1.959963984540054;

    public const int Resamples = 1000;

    /// <summary>Share of the due requests that may stay unsent before the generator counts as unhealthy.</summary>
    public const double UnsentShare = 0.001;

    /// <summary>Lateness at p99 that is always forgiven.</summary>
    public const double LatenessMs = 50;

    /// <summary>Lateness at p99 that is forgiven beside the smallest latency objective, as a share of it.</summary>
    public const double LatenessShareOfObjective = 0.25;

    /// <summary>Recovery is known to one bucket, in seconds.</summary>
    public const double Bucket = 1;

    /// <summary>From so many requests on, one stray request in a second of recovery is chance and no relapse.</summary>
    public const long StrayAllowedFrom = 10;

    /// <summary>A longer grid times seconds is thinned, which bounds memory on runs of hours.</summary>
    public const int GridCells = 16_000_000;

    /// <summary>Autocorrelation of growth residuals is estimated from so many samples on, and never taken as greater than the cap.</summary>
    public const int AutocorrelationFrom = 10;

    public const double AutocorrelationCap = 0.8;
}
