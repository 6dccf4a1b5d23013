using System.Globalization;
using ReefChaos.Processes;
using ReefChaos.Torture.Rounds;
using ReefChaos.Wire;

namespace ReefChaos.Torture.Torments;

/// <summary>The processes of one run, found by the label that the runner puts on them.</summary>
internal sealed class Family(int runner)
{
    private readonly Procfs processes = new();

    public int Runner => runner;

    /// <summary>Null where there is none at this moment.</summary>
    public async Task<int?> FindAsync(Victim victim, CancellationToken cancellationToken) => victim switch
    {
        Victim.Runner => processes.Stat(runner) is { Dead: false } ? runner : null,
        Victim.Worker => Members("ReefChaos.Load.dll").FirstOrDefault(),
        Victim.Warden => Members("ReefChaos.Warden.dll").FirstOrDefault(),
        _ => Members("ReefChaos.Shop.dll").FirstOrDefault() ?? await InContainerAsync(cancellationToken),
    };

    /// <summary>Zero where the process is gone.</summary>
    public long ResidentKiB(int process) => processes.Status(process, "VmRSS") ?? 0;

    /// <summary>A container carries the label in place of its processes.</summary>
    private async Task<int?> InContainerAsync(CancellationToken cancellationToken)
    {
        var owned = await DockerCommand.LinesAsync(
            ["ps", "--filter", $"label={ContainerLabels.Name}={ContainerLabels.TargetName}", "--format", $$$"""{{.ID}} {{.Label "{{{ContainerLabels.Owner}}}"}}"""],
            cancellationToken);
        var id = owned.Select(l => l.Split(' ')).FirstOrDefault(f => f[1].StartsWith($"{runner}:", StringComparison.Ordinal))?[0];
        var lines = id is null ? [] : await DockerCommand.LinesAsync(["inspect", "--format", "{{.State.Pid}}", id], cancellationToken);
        return lines is [var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var process) && process > 0 ? process : null;
    }

    private IEnumerable<int?> Members(string program) =>
        from id in processes.ProcessIds()
        where processes.Variable(id, AgentEnvironment.Owner)?.StartsWith($"{runner}:", StringComparison.Ordinal) == true
        let arguments = processes.Read(id, "cmdline")?.Split('\0')

        // Not the shells and wrappers that start it, and not what is started with its name as a later argument.
        where arguments?.Take(3).Any(a => a.EndsWith(program, StringComparison.Ordinal)) == true && Path.GetFileName(arguments[0]) == "dotnet"
        select (int?)id;
}
