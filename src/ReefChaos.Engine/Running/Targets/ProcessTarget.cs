using System.Diagnostics;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Histories;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>A target that is a child process of the runner, in a session of its own.</summary>
public sealed class ProcessTarget : ITarget
{
    private const int KilledExitCode = 128 + Native.SigKill;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly PreparedLimits limits;
    private readonly TimeProvider time;
    private readonly string log;
    private readonly Procfs processes = new();
    private readonly long start;
    private ThreadSchedules schedules;
    private int disposed;

    internal ProcessTarget(Process process, Uri baseAddress, PreparedLimits limits, string log, TimeProvider time)
    {
        this.process = process;
        this.limits = limits;
        this.log = log;
        this.time = time;
        BaseAddress = baseAddress;
        ProcessId = process.Id;
        start = processes.Stat(ProcessId)?.Start ?? 0;
        schedules = ThreadSchedules.At(processes, ProcessId);
        Exited = WaitAsync();
    }

    public Uri BaseAddress { get; }

    public int ProcessId { get; }

    public string Kind => "process";

    public (string Rung, string Enforced) Limits => (limits.Rung, limits.Enforced);

    public Task<TargetEnd> Exited { get; }

    public string LastOutput => TailOf.File(log);

    public Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>(Sample(at) is { } sample ? limits.Gauge?.Read(at) is { } use ? [sample, use] : [sample] : []);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        Native.Signal(Exited.IsCompleted ? 0 : ProcessId, Native.SigTerm);
        await EndsWithin(Grace).ConfigureAwait(false);
        KillSession();
        await EndsWithin(KillPatience).ConfigureAwait(false);
        limits.Dispose();
        DiagnosticFiles.DeleteOf(ProcessId);
        if (Exited.IsCompleted)
        {
            process.Dispose();
        }
    }

    /// <summary>The target and what it started; a session's id is that of its first process.</summary>
    private void KillSession()
    {
        var ours = Owner.Current.ToString();
        foreach (var id in processes.ProcessIds())
        {
            if (processes.Stat(id) is { } stat && stat.Session == ProcessId
                && processes.Variable(id, AgentEnvironment.Owner) == ours)
            {
                Native.Signal(id, Native.SigKill);
            }
        }

        if (!Exited.IsCompleted)
        {
            Native.Signal(ProcessId, Native.SigKill);
        }
    }

    private TargetSample? Sample(double at)
    {
        if (processes.Stat(ProcessId) is not { Dead: false } stat || stat.Start != start
            || processes.Status(ProcessId, "VmRSS") is not { } residentKiB || processes.Status(ProcessId, "Threads") is not { } threads)
        {
            return null;
        }

        var before = schedules;
        schedules = ThreadSchedules.At(processes, ProcessId);
        return new TargetSample(residentKiB << 10, (int)threads, stat.CpuTicks / Native.TicksPerSecond) { At = at, WaitSeconds = schedules.WaitSince(before) };
    }

    private async Task<TargetEnd> WaitAsync()
    {
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return new TargetEnd(process.ExitCode, CauseOf(process.ExitCode));
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return new TargetEnd(-1, CauseOf(-1));
        }
    }

    /// <remarks>The group may have lost another process to the kernel, and the target then ended by itself.</remarks>
    private ExitCause CauseOf(int exitCode) =>
        exitCode == KilledExitCode && limits.Gauge is { KilledForMemory: true } ? ExitCause.OutOfMemory
        : disposed == 1 ? ExitCause.Stopped
        : ExitCause.Crashed;

    private async Task EndsWithin(TimeSpan patience)
    {
        try
        {
            await Exited.WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The next, harder step follows.
        }
    }
}
