namespace ReefChaos.Torture.Rounds;

/// <summary>One of the five failure modes, as a fault of the sample shop.</summary>
/// <param name="Fault">A line of a scenario file.</param>
/// <param name="Blocks">Checkouts of the undefended shop fail while it is armed.</param>
internal sealed record Failure(string Name, string Fault, bool Blocks = true)
{
    public static IReadOnlyList<Failure> All { get; } =
    [
        new("leak", "leak: { at: process, of: managed, size: 1MiB, count: 100, every: 500ms, cap: 200 }", Blocks: false),
        new("blocked-channel", "blocked-channel: { at: channel:AuditEvent }"),
        new("lock-contention", "lock-contention: { at: \"lock:ReefChaos.Shop.Prices.PriceFeed.gate\", hold: 20s, period: 20s }"),
        new("native-hang", "native-hang: { at: fault-point:risk-score }"),
        new("missing-timeout", "missing-timeout: { at: http-client:payments }"),
    ];
}
