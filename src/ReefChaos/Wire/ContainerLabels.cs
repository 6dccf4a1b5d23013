namespace ReefChaos.Wire;

/// <summary>The labels by which runner, sweep and warden know what is whose.</summary>
public static class ContainerLabels
{
    /// <summary>On containers, networks and images: the runner, as in <see cref="AgentEnvironment.Owner"/>.</summary>
    public const string Owner = "reefchaos.owner";

    /// <summary>On containers: <see cref="TargetName"/>, or the dependency's name.</summary>
    public const string Name = "reefchaos.name";

    /// <summary>On containers and networks: the pid namespace in which the owner's process id has its meaning.</summary>
    public const string ProcessIds = "reefchaos.process-ids";

    /// <summary>So no dependency in a container may be called that.</summary>
    public const string TargetName = "target";
}
