using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>The runner that builds an image. Until the build is done its layers have no name, and look like what an interrupted build left.</summary>
internal static class ImageBuilder
{
    /// <summary>A Dockerfile that declares it can label its layers from the first one on.</summary>
    public const string Argument = "REEFCHAOS_BUILDER";

    /// <summary>This runner, as <c>PID:START SPACE</c>: a process id has its meaning in one pid namespace.</summary>
    public static string Current { get; } = $"{Owner.Current} {new Procfs().OwnProcessIdSpace}";

    /// <summary>Null where only time can tell: the label is of another pid namespace.</summary>
    public static bool? IsAtWork(string? label, Procfs processes) =>
        label?.Split(' ') is not [var owner, var space] || Owner.Parse(owner) is not { } builder ? false
        : space != processes.OwnProcessIdSpace ? null
        : builder.Lives(processes);
}
