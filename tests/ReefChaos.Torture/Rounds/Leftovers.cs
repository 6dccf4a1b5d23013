using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Torture.Rounds;

/// <summary>What is on the machine of runners that are gone: processes, control groups, temporary folders, containers, networks, and images without a name.</summary>
internal static class Leftovers
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true };

    /// <param name="temporary">The temporary folder that the runners had.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(IReadOnlySet<int> runners, string temporary, CancellationToken cancellationToken)
    {
        var processes = new Procfs();
        return
        [
            .. processes.ProcessIds().Where(id => IsTheirs(processes.Variable(id, AgentEnvironment.Owner), ':')).Select(id => $"process {id}"),
            .. Folders("/sys/fs/cgroup", "reefchaos.*", Everywhere).Where(f => IsTheirs(Path.GetFileName(f)["reefchaos.".Length..], '.')),
            .. Folders(temporary, "reefchaos-*", new()).SelectMany(f => Folders(f, "*", new())).Where(f => IsTheirs(Path.GetFileName(f), '.')),
            .. from line in await LabelledAsync(["ps", "-a"], cancellationToken) where IsTheirs(line, ':') select $"container {line}",
            .. from line in await LabelledAsync(["network", "ls"], cancellationToken) where IsTheirs(line, ':') select $"network {line}",
            .. from line in await NamelessAsync(cancellationToken) where line[0] == ' ' || IsTheirs(line, ':') select $"image without a name {line}",
        ];

        bool IsTheirs(string? owner, char end) => owner?.Split(end)[0] is { } id && int.TryParse(id, out var number) && runners.Contains(number);
    }

    private static string[] Folders(string folder, string pattern, EnumerationOptions options) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern, options) : [];

    private static Task<string[]> LabelledAsync(string[] command, CancellationToken cancellationToken) => DockerCommand.LinesAsync(
        [.. command, "--filter", $"label={ContainerLabels.Owner}", "--format", $$$"""{{.Label "{{{ContainerLabels.Owner}}}"}} {{.ID}}"""], cancellationToken);

    /// <summary>Builder, if there is one, and id.</summary>
    private static async Task<string[]> NamelessAsync(CancellationToken cancellationToken)
    {
        var images = await DockerCommand.LinesAsync(["image", "ls", "--filter", "dangling=true", "--filter", $"label={ImageLabels.Ours}", "--quiet"], cancellationToken);
        return images.Length == 0
            ? []
            : await DockerCommand.LinesAsync(["image", "inspect", "--format", $$$"""{{index .Config.Labels "{{{ImageLabels.Builder}}}"}} {{.ID}}""", .. images], cancellationToken);
    }
}
