using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Reads how much of its limits a target uses.</summary>
internal interface ILimitGauge
{
    /// <summary>Null once the limits are removed.</summary>
    LimitSample? Read(double at);

    /// <summary>The kernel has killed something in the group for its use of memory.</summary>
    bool KilledForMemory { get; }
}
