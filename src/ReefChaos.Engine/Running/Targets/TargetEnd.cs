using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>How a target ended; as in <see cref="TargetExited"/>.</summary>
public sealed record TargetEnd(int ExitCode, ExitCause Cause, string? Fault = null);
