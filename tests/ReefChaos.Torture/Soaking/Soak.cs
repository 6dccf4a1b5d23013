using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Torture.Rounds;

namespace ReefChaos.Torture.Soaking;

/// <summary>Scenario after scenario, in lanes beside each other and beside noise. All that are shipped are meant to be Held.</summary>
internal sealed partial class Soak(SoakOptions options, TextWriter console)
{
    private const double MostInconclusive = 0.05;
    private const int AlwaysAllowed = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly string[] targets = options.Target == "both" ? ["process", "container"] : [options.Target];
    private int taken;

    /// <returns>The exit code: 0 where no verdict was wrong, and at most a twentieth, or one, was none.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await console.WriteLineAsync($"seed {options.Seed}");
        var folder = Directory.CreateTempSubdirectory("reef-soak-").FullName;
        var scenarios = await CopiesAsync(folder, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var noise = new Noise(folder, options.Noise, options.Seed).GoOnAsync(over.Token);
        var lanes = Enumerable.Range(1, options.Parallel).Select(n => LaneAsync(scenarios, Directory.CreateDirectory(Path.Combine(folder, $"lane-{n}")).FullName, cancellationToken));
        var verdicts = (await Task.WhenAll(lanes)).SelectMany(v => v).ToList();
        await over.CancelAsync();
        await noise;
        Directory.Delete(folder, recursive: true);

        var result = new SoakResult(verdicts);
        await console.WriteLineAsync(result.ToString());
        return result.Wrong == 0 && result.Inconclusive <= Math.Max(AlwaysAllowed, verdicts.Count * MostInconclusive) ? 0 : 1;
    }

    /// <summary>The shipped ones, but of a service that is built already.</summary>
    private static async Task<IReadOnlyList<string>> CopiesAsync(string folder, CancellationToken cancellationToken)
    {
        var project = await BuiltShop.LayAsync(folder, cancellationToken);
        var copies = new List<string>();
        foreach (var file in Directory.GetFiles("scenarios", "*.yaml").Order(StringComparer.Ordinal))
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            await File.WriteAllTextAsync(copy, Project().Replace(await File.ReadAllTextAsync(file, cancellationToken), project), cancellationToken);
            copies.Add(copy);
        }

        return copies;
    }

    /// <param name="folder">Has the lane's temporary folder, by which its runners neither wait for those of others nor sweep what is theirs.</param>
    private async Task<List<SoakVerdict>> LaneAsync(IReadOnlyList<string> scenarios, string folder, CancellationToken cancellationToken)
    {
        var verdicts = new List<SoakVerdict>();
        while (Interlocked.Increment(ref taken) is var count && count <= options.Runs && clock.Elapsed < options.For)
        {
            // Every scenario at one kind of target, then at the next.
            var (scenario, target) = (scenarios[(count - 1) % scenarios.Count], targets[(count - 1) / scenarios.Count % targets.Length]);
            var verdict = await OnceAsync(scenario, target, folder, cancellationToken);
            await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count}: {verdict}"));
            verdicts.Add(verdict);
        }

        return verdicts;
    }

    private static async Task<SoakVerdict> OnceAsync(string scenario, string target, string folder, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "out");
        using var reef = Reef.Start([("TMPDIR", folder)], "run", scenario, "--target", target, "--output", output);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var memory = Memory.PeakMiBAsync(reef.Id, over.Token);
        var exit = await reef.ExitAsync(Patience, cancellationToken);
        await over.CancelAsync();
        var summary = Path.Combine(output, "summary.json");
        if (exit is null || !File.Exists(summary))
        {
            throw new InvalidOperationException($"{scenario}: exit code {exit}: {reef.Text}");
        }

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(summary, cancellationToken));
        var run = document.RootElement.GetProperty("runs")[0];
        Directory.Delete(output, recursive: true);
        return new SoakVerdict(
            run.GetProperty("scenario").GetString()!, target, run.GetProperty("verdict").GetString()!, run.GetProperty("reason").GetString() ?? "", await memory);
    }

    [GeneratedRegex(@"(?<=^\s+project: )\S+", RegexOptions.Multiline)]
    private static partial Regex Project();
}
