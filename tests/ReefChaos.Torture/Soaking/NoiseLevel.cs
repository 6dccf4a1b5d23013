namespace ReefChaos.Torture.Soaking;

/// <summary>What goes on beside the scenarios of a soak.</summary>
internal enum NoiseLevel
{
    None,

    /// <summary>A busy loop on each core, all the time.</summary>
    Busy,

    /// <summary>Now this, now that: nothing, busy loops, disk writes, pressure on memory, builds.</summary>
    Changing,
}
