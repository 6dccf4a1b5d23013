namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>The names that a diagnosis uses.</summary>
internal static class Mode
{
    public const string Leak = "leak";
    public const string Channel = "blocked-channel";
    public const string Lock = "lock-contention";
    public const string Hang = "native-hang";
    public const string Timeout = "missing-timeout";
    public const string Blocking = "sync-over-async";

    public static IReadOnlyList<string> All { get; } = [Lock, Hang, Leak, Channel, Timeout, Blocking];
}
