namespace ReefChaos.Verdicts;

/// <summary>The names of failure modes. Those that can be injected have the name of their fault.</summary>
public static class CauseModes
{
    public const string Leak = "leak";
    public const string BlockedChannel = "blocked-channel";
    public const string LockContention = "lock-contention";
    public const string NativeHang = "native-hang";
    public const string MissingTimeout = "missing-timeout";

    /// <summary>Pool threads block on tasks that need a pool thread to complete. No fault injects it.</summary>
    public const string SyncOverAsync = "sync-over-async";

    /// <summary>Those that are faults too.</summary>
    public static IReadOnlyList<string> Injectable { get; } = [Leak, BlockedChannel, LockContention, NativeHang, MissingTimeout];
}
