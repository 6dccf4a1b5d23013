namespace ReefChaos.Torture.Torments;

/// <summary>What is done to a run.</summary>
internal enum Deed
{
    /// <summary>SIGKILL: no code of the victim runs any more.</summary>
    Kill,

    /// <summary>SIGSTOP for a while: the victim holds what it holds, and does nothing.</summary>
    Freeze,

    /// <summary>Nine tenths of the time stopped, for a while.</summary>
    Starve,

    /// <summary>The connection of agent and runner is shut down under them.</summary>
    Sever,

    /// <summary>The disk of the output folder is full from then on.</summary>
    FillDisk,

    /// <summary>The wall clock of runner, worker and target jumps, forward or back.</summary>
    JumpClock,
}
