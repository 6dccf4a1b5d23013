using System.Globalization;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Processes;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Finds out what this machine offers for experiments. Everything is tried, not guessed.</summary>
public sealed class MachineProbe
{
    private const int MinCores = 2;
    private const long MinMemoryMiB = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly LimitsSpec Trial = new() { Cpus = 0.5, Memory = new ByteSize(256L << 20) };

    private readonly Procfs processes;
    private readonly string systemRoot;
    private readonly LimitLadder ladder;

    public MachineProbe() : this(new Procfs(), "/sys", LimitLadder.OfThisMachine)
    {
    }

    internal MachineProbe(Procfs processes, string systemRoot, LimitLadder ladder)
    {
        this.processes = processes;
        this.systemRoot = systemRoot;
        this.ladder = ladder;
    }

    public async Task<IReadOnlyList<MachineCheck>> RunAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [new MachineCheck("system", false, true, Environment.OSVersion.VersionString, "Run on Linux: only there are targets limited and measured.")];
        }

        var sdk = await SdkAsync(cancellationToken).ConfigureAwait(false);
        return [sdk, .. Limits(), Session(), await EngineAsync(cancellationToken).ConfigureAwait(false), Cores(), Memory(), Clock(), TemporaryFolder()];
    }

    /// <summary>One for each rung, strongest first, and the one that runs would use.</summary>
    internal IReadOnlyList<MachineCheck> Limits()
    {
        var rungs = ladder.Rungs.Where(r => r is not NoLimitRung).Select(r => (r.Name, Lack: r.WhyNot(Trial))).ToList();
        var used = rungs.FindIndex(r => r.Lack is null);
        var stronger = rungs[..(used < 0 ? rungs.Count : used)];
        var remedy = stronger.Count > 0 ? $"For {stronger[^1].Name}: {stronger[^1].Lack!.Remedy}." : null;
        var all = rungs.Select((r, i) => new MachineCheck(r.Name, r.Lack is null, false, r.Lack?.What ?? "works", used >= 0 && i > used ? null : r.Lack?.Remedy));
        return
        [
            .. all,
            used < 0
                ? new MachineCheck("limits", false, true, "no limits can be enforced", remedy)
                : new MachineCheck("limits", true, true, $"{rungs[used].Name} is used", remedy),
        ];
    }

    internal MachineCheck Memory()
    {
        var line = processes.Read("meminfo")?.Split('\n').FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var free = long.TryParse(line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kiB) ? kiB >> 10 : 0;
        return new MachineCheck("memory", free >= MinMemoryMiB, false, $"{free} MiB available",
            free >= MinMemoryMiB ? null : $"Free some: below {MinMemoryMiB} MiB the load generator and the target press on each other.");
    }

    internal MachineCheck Clock()
    {
        var file = Path.Combine(systemRoot, "devices/system/clocksource/clocksource0/current_clocksource");
        var source = File.Exists(file) ? File.ReadAllText(file).Trim() : "unknown";
        var slow = source is "hpet" or "acpi_pm" or "jiffies" or "refined-jiffies";
        return new MachineCheck("clock", !slow, false, $"clock source {source}",
            slow ? "Each reading of this clock is a slow system call, which blurs short latencies. Boot with clocksource=tsc where the hardware is sound." : null);
    }

    private static MachineCheck Cores() => new("cores", Environment.ProcessorCount >= MinCores, false, $"{Environment.ProcessorCount}",
        Environment.ProcessorCount >= MinCores ? null : "With one core the load generator takes it from the target: expect inconclusive verdicts.");

    private static MachineCheck Session()
    {
        var installed = Programs.Installed("setsid");
        return new MachineCheck("setsid", installed, false, installed ? "works" : "not installed",
            installed ? null : "Install util-linux: without it ctrl-C at the terminal ends the target before its faults are disarmed.");
    }

    private static MachineCheck TemporaryFolder()
    {
        try
        {
            using var folder = RunnerFolder.Create();
            folder.SocketPath("agent.sock");
            return new MachineCheck("temporary folder", true, true, RunnerFolder.Shared, null);
        }
        catch (EnvironmentLacksException e)
        {
            return new MachineCheck("temporary folder", false, true, RunnerFolder.Shared, e.Message);
        }
    }

    private static async Task<MachineCheck> SdkAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await Command.RunAsync(Programs.Dotnet, ["--version"], Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                return new MachineCheck(".NET SDK", true, true, $"{result.Output.Trim()}, runtime {Environment.Version}", null);
            }
        }
        catch (Exception e) when (e is TimeoutException or System.ComponentModel.Win32Exception)
        {
            // Same as none.
        }

        return new MachineCheck(".NET SDK", false, true, $"none; runtime {Environment.Version}", "Install the .NET SDK, or set DOTNET_ROOT: targets are built before they run.");
    }

    private static async Task<MachineCheck> EngineAsync(CancellationToken cancellationToken)
    {
        var (engine, lack) = await EngineSearch.OfThisMachine(TimeProvider.System).FindAsync(cancellationToken).ConfigureAwait(false);
        using (engine)
        {
            return engine is not null
                ? new MachineCheck("containers", true, false, $"an engine answers at {engine.Socket}, spoken to in API {engine.Version}; {await CleanersAsync(engine, cancellationToken).ConfigureAwait(false)}", null)
                : new MachineCheck("containers", false, false, lack!.What, $"For targets in containers: {lack.Remedy}.");
        }
    }

    private static async Task<string> CleanersAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            return await ReaperImage.FindAsync(engine, late.Token).ConfigureAwait(false) is { } reaper
                ? $"the warden and {reaper.Name} clean up"
                : "the warden cleans up";
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"it does not list its images: {e.Message}";
        }
    }
}
