namespace ReefChaos.Torture.Torments;

/// <summary>Who of a run.</summary>
internal enum Victim
{
    Runner,
    Worker,
    Target,

    /// <summary>Guards what the kernel or an engine does to the target, and outlives the runner.</summary>
    Warden,
}
