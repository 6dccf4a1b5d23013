namespace ReefChaos.Engine.Running.Targets;

/// <param name="Needed">Whether runs are impossible without it; otherwise they are only less good.</param>
/// <param name="Remedy">Null where all is well.</param>
public sealed record MachineCheck(string Name, bool Ok, bool Needed, string Detail, string? Remedy);
