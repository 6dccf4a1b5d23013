using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ReefChaos.Benchmarks;

/// <summary>
/// Runs the full set of scenarios again and again beside a busy loop on each core, and counts the verdicts.
/// Usage: <c>soak RUNS process|container [quiet]</c>, in the repository's folder, after a build; <c>quiet</c> leaves the busy loops out.
/// All shipped scenarios are meant to be Held.
/// </summary>
internal static class Soak
{
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = int.Parse(args[0], CultureInfo.InvariantCulture);
        var target = args[1];
        var quiet = args is [_, _, "quiet"];
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var run = 1; run <= runs; run++)
        {
            var output = Path.Combine(Path.GetTempPath(), $"reef-soak-{Environment.ProcessId}-{run}");
            var busy = quiet ? [] : Enumerable.Range(0, Environment.ProcessorCount).Select(BusyLoop).ToList();
            var clock = Stopwatch.StartNew();
            var peakMiB = await ReefAsync(target, output);
            busy.ForEach(b => b.Kill());
            var verdicts = Verdicts(output);
            foreach (var verdict in verdicts)
            {
                counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"run {run}: {clock.Elapsed.TotalSeconds:0} s, runner and load worker at most {peakMiB} MiB resident; {string.Join(", ", verdicts)}"));
            Directory.Delete(output, recursive: true);
        }

        foreach (var (verdict, count) in counts)
        {
            Console.WriteLine($"{count,4}  {verdict}");
        }

        return 0;
    }

    private static Process BusyLoop(int core) => Process.Start("taskset", ["-c", $"{core}", "sh", "-c", "while :; do :; done"]);

    private static List<string> Verdicts(string output)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "summary.json")));
        return [.. summary.RootElement.GetProperty("runs").EnumerateArray().Select(r =>
            r.GetProperty("verdict").GetString() == "held"
                ? $"{r.GetProperty("scenario").GetString()} held"
                : $"{r.GetProperty("scenario").GetString()} {r.GetProperty("verdict").GetString()} ({r.GetProperty("reason").GetString()})")];
    }

    /// <summary>Gives the highest sum of the resident memory of the runner and its load worker, looked at twice a second.</summary>
    private static async Task<long> ReefAsync(string target, string output)
    {
        using var reef = Process.Start(new ProcessStartInfo("dotnet", ["src/ReefChaos.Cli/bin/Debug/net10.0/reef.dll", "run", "scenarios", "--target", target, "--output", output])
        {
            RedirectStandardOutput = true,
        })!;
        var draining = reef.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!reef.HasExited)
        {
            peak = Math.Max(peak, ResidentMiB(reef.Id) + LoadWorkersOf(reef.Id).Sum(ResidentMiB));
            await Task.WhenAny(reef.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        await draining;
        return peak;
    }

    private static IEnumerable<int> LoadWorkersOf(int runner) => Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0)
        .Where(id => id > 0 && Read(id, "stat").Contains($") S {runner} ", StringComparison.Ordinal)
            && Read(id, "cmdline").Contains("ReefChaos.Load", StringComparison.Ordinal));

    private static long ResidentMiB(int id) => Read(id, "status").Split('\n')
        .Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(l => long.Parse(l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10)
        .FirstOrDefault();

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
