using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Kills the container, as by running out of memory, and starts it again after a while.</summary>
[ActsAt(SiteKind.Container)]
public sealed record KillFault : Fault
{
    /// <summary>How long it stays dead; disarming starts it at once.</summary>
    public Duration Restart { get; init; } = TimeSpan.FromSeconds(1);
}
