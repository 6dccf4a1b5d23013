using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ReefChaos.Benchmarks;

/// <summary>
/// Runs the full set of scenarios again and again beside a busy loop on each core, and counts the verdicts.
/// Usage: <c>soak RUNS process|container|both [quiet]</c>, in the repository's folder, after a build; <c>quiet</c> leaves the busy loops out,
/// <c>both</c> takes turns, and tells whether the verdicts are the same.
/// All shipped scenarios are meant to be Held.
/// </summary>
internal static class Soak
{
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = int.Parse(args[0], CultureInfo.InvariantCulture);
        string[] targets = args[1] == "both" ? ["process", "container"] : [args[1]];
        var quiet = args is [_, _, "quiet"];
        var all = new List<(string Target, string Scenario, string Verdict)>();
        foreach (var (run, target) in Enumerable.Range(1, runs).SelectMany(r => targets.Select(t => (r, t))))
        {
            var output = Path.Combine(Path.GetTempPath(), $"reef-soak-{Environment.ProcessId}-{run}");
            var busy = quiet ? [] : Enumerable.Range(0, Environment.ProcessorCount).Select(BusyLoop).ToList();
            var clock = Stopwatch.StartNew();
            var peakMiB = await ReefAsync(target, output);
            busy.ForEach(b => b.Kill());
            var verdicts = Verdicts(output);
            all.AddRange(verdicts.Select(v => (target, v.Scenario, v.Verdict)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"run {run}, {target}: {clock.Elapsed.TotalSeconds:0} s, runner and load worker at most {peakMiB} MiB resident; {string.Join(", ", verdicts.Select(v => $"{v.Scenario} {v.Verdict}{v.Reason}"))}"));
            Directory.Delete(output, recursive: true);
        }

        foreach (var verdict in all.GroupBy(v => $"{v.Scenario} {v.Verdict}").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{verdict.Count(),4}  {verdict.Key}");
        }

        if (targets.Length > 1)
        {
            Compare(targets, all);
        }

        return 0;
    }

    /// <summary>A line for each scenario, with its verdicts in the order of the runs.</summary>
    private static void Compare(string[] targets, List<(string Target, string Scenario, string Verdict)> all)
    {
        Console.WriteLine($"\n| scenario | {string.Join(" | ", targets)} | same |\n|---|{string.Concat(targets.Select(_ => "---|"))}---|");
        var same = true;
        foreach (var scenario in all.GroupBy(v => v.Scenario).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var verdicts = targets.Select(t => string.Join(", ", scenario.Where(v => v.Target == t).Select(v => v.Verdict))).ToList();
            var alike = verdicts.Distinct().Count() == 1;
            same &= alike;
            Console.WriteLine($"| {scenario.Key} | {string.Join(" | ", verdicts)} | {(alike ? "yes" : "no")} |");
        }

        Console.WriteLine($"\nsame verdicts: {(same ? "yes" : "no")}");
    }

    private static Process BusyLoop(int core) => Process.Start("taskset", ["-c", $"{core}", "sh", "-c", "while :; do :; done"]);

    private static List<(string Scenario, string Verdict, string Reason)> Verdicts(string output)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "summary.json")));
        return [.. summary.RootElement.GetProperty("runs").EnumerateArray().Select(r =>
        {
            var verdict = r.GetProperty("verdict").GetString()!;
            return (r.GetProperty("scenario").GetString()!, verdict, verdict == "held" ? "" : $" ({r.GetProperty("reason").GetString()})");
        })];
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
