using System.Diagnostics;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Observing;

/// <param name="P99">In milliseconds.</param>
/// <param name="Processor">Seconds of the target, for each request.</param>
internal sealed record Turn(double PerSecond, double P99, double Processor);

/// <summary>
/// One load that goes on while its target is looked at and left alone in turn. What other programs on the machine do lasts longer than a
/// turn, so it disturbs both alike.
/// </summary>
internal static class Turns
{
    /// <summary>The first second of each is left out.</summary>
    public const int Seconds = 3;

    /// <summary>Ahead of a turn's end, the looking ends.</summary>
    private const double Closing = 0.1;

    /// <param name="looks">What begins with each turn and ends with it; null for nothing.</param>
    public static async Task<IReadOnlyList<Turn>> RunAsync(ObservedTarget target, Simulation simulation, IReadOnlyList<Func<Task<IAsyncDisposable>>?> looks)
    {
        var began = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = WorkerRun.RunAsync(WorkerRun.Profile(simulation), target.Url, Seconds * (looks.Count + 1), Pinned.GeneratorCore, started: began.SetResult);
        var zero = await began.Task;
        var used = new List<double>();
        for (var turn = 0; turn < looks.Count; turn++)
        {
            await UntilAsync(zero, Start(turn));
            await using var look = looks[turn] is { } begin ? await begin() : null;
            await UntilAsync(zero, Start(turn) + 1);
            var before = target.Process.CpuSeconds;
            await UntilAsync(zero, Start(turn + 1) - Closing);
            used.Add((target.Process.CpuSeconds - before) / (Seconds - 1 - Closing));
        }

        var run = await load;
        return [.. used.Select((cores, turn) => Of(run with { Seconds = [.. run.Seconds.Where(s => s.Second > Start(turn) && s.Second < Start(turn + 1))] }, cores))];
    }

    private static Turn Of(WorkerRun part, double cores)
    {
        var perSecond = part.Ok / (double)(Seconds - 1);
        return new Turn(perSecond, part.LatencyMs(99), cores / perSecond);
    }

    /// <summary>The first turn of all is the target's to warm up.</summary>
    private static int Start(int turn) => (turn + 1) * Seconds;

    private static async Task UntilAsync(long zero, double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds - Stopwatch.GetElapsedTime(zero).TotalSeconds);
        await Task.Delay(left > TimeSpan.Zero ? left : throw new InvalidOperationException("This program itself was late: too much else runs on this machine."));
    }
}
