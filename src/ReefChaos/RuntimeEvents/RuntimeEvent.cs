namespace ReefChaos.RuntimeEvents;

/// <summary>One event of a runtime's event stream; valid only while it is handed over.</summary>
/// <param name="time">In ticks of the machine's monotonic clock.</param>
/// <param name="stack">Return addresses, eight bytes each, the topmost first.</param>
internal readonly ref struct RuntimeEvent(EventKind kind, ulong thread, long time, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> stack)
{
    public EventKind Kind { get; } = kind;

    public ulong Thread { get; } = thread;

    public long Time { get; } = time;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public ReadOnlySpan<byte> Stack { get; } = stack;
}

internal sealed record EventKind(string Provider, int Id, string Name);
