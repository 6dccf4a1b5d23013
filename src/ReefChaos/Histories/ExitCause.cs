namespace ReefChaos.Histories;

/// <summary>Why a target ended.</summary>
public enum ExitCause
{
    /// <summary>By itself, or by a signal that is not the runner's: whatever nobody ordered.</summary>
    Crashed,

    /// <summary>The kernel killed it, since its group had used up its memory limit.</summary>
    OutOfMemory,

    /// <summary>A fault of the plan killed it.</summary>
    KilledByUs,

    /// <summary>The runner ended it, as the arm was over.</summary>
    Stopped,

    /// <summary>Nobody can tell: the container engine stopped answering.</summary>
    Lost,
}
