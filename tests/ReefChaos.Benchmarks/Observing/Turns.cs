using System.Diagnostics;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Observing;

/// <param name="Cores">That the target used.</param>
/// <param name="Seconds">Those that are measured.</param>
internal sealed record Turn(double Cores, IReadOnlyList<LoadSecond> Seconds)
{
    public double PerSecond => Seconds.Average(s => s.Ok);

    /// <summary>Seconds of the target, for each request.</summary>
    public double Processor => Cores / PerSecond;
}

/// <summary>
/// One load that goes on while its target is looked at and left alone in turn. What other programs on the machine do lasts longer than a
/// turn, so it disturbs both alike.
/// </summary>
internal static class Turns
{
    /// <summary>Of the seconds of each, the first is left out: within it the look before ends, and its own begins.</summary>
    public const int Measured = 2;

    private const int Seconds = 1 + Measured;

    /// <param name="looks">What begins with each turn and ends with it; null for nothing.</param>
    public static async Task<IReadOnlyList<Turn>> RunAsync(ObservedTarget target, Simulation simulation, IReadOnlyList<Func<Task<IAsyncDisposable>>?> looks)
    {
        var began = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = WorkerRun.RunAsync(WorkerRun.Profile(simulation), target.Url, Seconds * (looks.Count + 1), Pinned.GeneratorCore, started: began.SetResult);
        var zero = await began.Task;
        var used = new List<double>();
        await UntilAsync(zero, Start(0));
        for (var turn = 0; turn < looks.Count; turn++)
        {
            await using var look = looks[turn] is { } begin ? await begin() : null;
            await UntilAsync(zero, Start(turn) + 1);
            var before = target.Process.CpuSeconds;
            await UntilAsync(zero, Start(turn + 1));
            used.Add((target.Process.CpuSeconds - before) / Measured);
        }

        var run = await load;
        return [.. used.Select((cores, turn) => new Turn(cores, [.. run.Seconds.Where(s => s.Second > Start(turn) && s.Second < Start(turn + 1))]))];
    }

    /// <summary>The first turn of all is the target's to warm up.</summary>
    private static int Start(int turn) => (turn + 1) * Seconds;

    private static async Task UntilAsync(long zero, double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds - Stopwatch.GetElapsedTime(zero).TotalSeconds);
        await Task.Delay(left > TimeSpan.Zero ? left : throw new InvalidOperationException("This program itself was late: too much else runs on this machine."));
    }
}
