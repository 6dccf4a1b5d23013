using System.Diagnostics;
using System.Globalization;
using ReefChaos.Agent.Lease;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Benchmarks.Release;

/// <summary>
/// How late a fault lets go when its lease ends in a process that has no processor time, no free pool thread and, by a leak, no memory left.
/// Usage: <c>release TIMES [MODE...]</c>. Fails where the fault of a mode let go later than 200 ms at p99.
/// </summary>
internal static class ReleaseBenchmark
{
    private const double AllowedMs = 200;

    private static readonly double EarliestMs = StarvedProcess.Lease.TotalMilliseconds * LeaseKeeper.MostOfLeaseAhead;

    private static readonly LimitsSpec Limits = new() { Cpus = 0.5, Memory = new ByteSize(384L << 20) };

    public static async Task<int> RunAsync(string[] args)
    {
        var times = int.Parse(args[0], CultureInfo.InvariantCulture);
        var modes = args.Length > 1 ? args[1..] : [.. Ordeals.Modes];
        Console.WriteLine($"lease {StarvedProcess.Lease.TotalMilliseconds:0} ms; milliseconds past its end\n");
        Console.WriteLine("| mode | times | let go p50 | p99 | most | a held thread went on p50 | p99 | most | all given back p50 | p99 | most | a sleep as long p50 | p99 | most | work queued in the pool, least | processor time, of its quota |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var kept = true;
        foreach (var mode in modes)
        {
            kept &= await ModeAsync(mode, times);
        }

        return kept ? 0 : 1;
    }

    private static async Task<bool> ModeAsync(string mode, int times)
    {
        using var limits = LimitLadder.OfThisMachine.Prepare(Limits);
        var script = string.Join(" && ", [.. limits.Before, "exec \"$@\""]);
        string[] command = ["-c", script, "sh", .. limits.Wrapper, Environment.ProcessPath!, .. Me(), "release-victim", mode, $"{times}"];
        var start = new ProcessStartInfo("sh", command) { RedirectStandardOutput = true };
        foreach (var (name, value) in limits.Env)
        {
            start.Environment[name] = value;
        }

        using var victim = Process.Start(start)!;
        var text = await victim.StandardOutput.ReadToEndAsync();
        await victim.WaitForExitAsync();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray()).ToList();
        if (victim.ExitCode != 0 || lines.Count != times || lines.Any(l => l[0] < -EarliestMs))
        {
            throw new InvalidOperationException($"{mode}: exit code {victim.ExitCode} after {lines.Count} times, or a release before the lease's last quarter.");
        }

        var letGo = Column(lines, 0);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {mode} | {times} | {Of(letGo)} | {Of(Column(lines, 1))} | {Of(Column(lines, 2))} | {Of(Column(lines, 3))} | {lines.Min(l => l[4]):0} | {lines.Average(l => l[5]) / Limits.Cpus!.Value:0%} |"));
        return At(letGo, 0.99) <= AllowedMs;
    }

    /// <summary>The program's own file, where it is the host that was started.</summary>
    private static string[] Me() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ReleaseBenchmark).Assembly.Location] : [];

    private static double[] Column(List<double[]> lines, int column) => [.. lines.Select(l => l[column]).Order()];

    private static string Of(double[] sorted) =>
        string.Create(CultureInfo.InvariantCulture, $"{At(sorted, 0.5):0} | {At(sorted, 0.99):0} | {sorted[^1]:0}");

    /// <summary>The smallest value that so large a share is not above.</summary>
    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
