using System.Globalization;
using System.Text;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Load;

/// <summary>Resident memory of the worker after few and after many requests, in a closed loop.</summary>
internal static class MemoryUse
{
    private static readonly int[] Requests = [10_000, 100_000, 1_000_000, 10_000_000];

    public static async Task<string> RunAsync()
    {
        var (target, port) = await Pinned.TargetAsync("http1");
        using var _ = target;
        var text = new StringBuilder("| requests | resident memory, MB | GC pauses, ms |\n|---|---|---|\n");
        foreach (var requests in Requests)
        {
            var simulation = new Simulation(SimulationKind.IterationsForConstant, TimeSpan.FromHours(1), 64) { Iterations = requests };
            var run = await WorkerRun.RunAsync(
                WorkerRun.Profile(simulation), $"http://127.0.0.1:{port}", double.PositiveInfinity, Pinned.GeneratorCore, requests: requests);
            var line = string.Create(CultureInfo.InvariantCulture, $"| {run.Ok:N0} | {run.Report.ResidentBytes / 1e6:0.0} | {run.Report.GcPauseMs:0.0} |");
            await Console.Error.WriteLineAsync(line);
            text.AppendLine(line);
        }

        return text.ToString();
    }
}
