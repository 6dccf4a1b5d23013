namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>An image that is in the engine.</summary>
/// <param name="Command">What a container of it is told to run, before the target's own arguments.</param>
internal sealed record ReadyImage(string Name, IReadOnlyList<string> Command);
