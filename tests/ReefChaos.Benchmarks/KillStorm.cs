using System.Diagnostics;
using System.Globalization;
using ReefChaos.Torture.Rounds;

namespace ReefChaos.Benchmarks;

/// <summary>
/// Kills runners of container scenarios with -9 at random instants, from their first moment to past the fault's arming, and then lists
/// what is left in the engine and on the machine after one more run. Usage: <c>storm KILLS SEED</c>, in the repository's folder, after a build.
/// </summary>
internal static class KillStorm
{
    private const string Runner = "src/ReefChaos.Cli/bin/Debug/net10.0/reef.dll";
    private const double LongestLife = 14;

    private static readonly string[] Scenarios = ["scenarios/containers/pod-kill.yaml", "scenarios/containers/broker-partition.yaml"];

    public static async Task<int> RunAsync(string[] args)
    {
        var (kills, seed) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
        var chance = new Random(seed);
        var output = Directory.CreateTempSubdirectory("reef-storm-").FullName;
        var runners = new HashSet<int>();
        for (var kill = 1; kill <= kills; kill++)
        {
            var life = chance.NextDouble() * LongestLife;
            using var reef = Reef(Scenarios[kill % Scenarios.Length], output);
            runners.Add(reef.Id);
            await Task.Delay(TimeSpan.FromSeconds(life));
            reef.Kill();
            await reef.WaitForExitAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill}: killed after {life:0.0} s"));
        }

        // One that ends by itself: its start sweeps what the killed ones, and their wardens, did not.
        using (var last = Reef(Scenarios[0], output))
        {
            runners.Add(last.Id);
            await last.WaitForExitAsync();
            Console.WriteLine($"The run after them ended with exit code {last.ExitCode}.");
        }

        Directory.Delete(output, recursive: true);
        var left = await Leftovers.OfAsync(runners, Path.GetTempPath(), CancellationToken.None);
        Console.WriteLine($"Left behind: {(left.Count == 0 ? "nothing" : string.Join("; ", left))}");
        return left.Count == 0 ? 0 : 1;
    }

    private static Process Reef(string scenario, string output) =>
        Process.Start(new ProcessStartInfo("dotnet", [Runner, "run", scenario, "--target", "container", "--output", output])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
