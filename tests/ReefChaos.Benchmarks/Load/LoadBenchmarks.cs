using System.Globalization;

namespace ReefChaos.Benchmarks.Load;

/// <summary>The load worker beside other generators: <c>load throughput|pacing|frozen|memory</c>. Release only; Linux; needs two cores.</summary>
internal static class LoadBenchmarks
{
    public static async Task<int> RunAsync(string[] args)
    {
        var report = args switch
        {
            ["target", "slow", var port] => await SlowTarget.RunAsync(int.Parse(port, CultureInfo.InvariantCulture)),
            ["target", var protocol, var port] => await MinimalTarget.RunAsync(protocol, int.Parse(port, CultureInfo.InvariantCulture)),
            ["throughput", var runs, .. var rest] => await Throughput.RunAsync(int.Parse(runs, CultureInfo.InvariantCulture), Against(rest)),
            ["pacing", var runs] => await Pacing.RunAsync(int.Parse(runs, CultureInfo.InvariantCulture)),
            ["frozen", var runs, .. var rest] => await Frozen.RunAsync(int.Parse(runs, CultureInfo.InvariantCulture), Against(rest)),
            ["memory"] => await MemoryUse.RunAsync(),
            _ => throw new ArgumentException("load throughput RUNS [--against CMD] | pacing RUNS | frozen RUNS [--against CMD] | memory"),
        };
        Console.WriteLine(report);
        return 0;
    }

    /// <summary>
    /// A command to compare with. It is called with <c>closed URL COPIES SECONDS</c> or <c>open URL RATE SECONDS</c>, and prints
    /// <c>requests_per_s=N cpu_s_per_10000=N</c>, and latencies in milliseconds such as <c>p99=N</c>.
    /// </summary>
    private static string? Against(string[] rest) => rest is ["--against", var command] ? command : null;
}
