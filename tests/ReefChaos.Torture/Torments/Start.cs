namespace ReefChaos.Torture.Torments;

/// <summary>What the instant of a torment counts from.</summary>
internal enum Start
{
    /// <summary>The runner's start, so as to meet builds and images too.</summary>
    Runner,

    Target,

    /// <summary>The moment when the fault was armed.</summary>
    Fault,
}
