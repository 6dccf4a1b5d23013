using System.CommandLine;
using System.Diagnostics;
using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;

namespace ReefChaos.Torture.Fuzzing;

/// <summary><c>fuzz</c>: damages what ReefChaos reads, starting from the repository's own files.</summary>
internal static class FuzzCommand
{
    private const string Config = "nbomber-config.json";

    public static readonly string[] Kinds = ["scenario", "config", "folder", "messages"];

    public static Command Make()
    {
        var kind = new Argument<string>("KIND") { Description = "scenario, config, folder, messages, or all of them." };
        kind.AcceptOnlyFromAmong([.. Kinds, "all"]);
        var cases = new Argument<int>("N") { Description = "How many cases of each kind at most.", DefaultValueFactory = _ => int.MaxValue };
        var time = CommonOptions.For("No case begins after that time, such as 10m, which the kinds share.");
        var seed = new Option<ulong>("--seed") { Description = "Cases of the same seed are the same.", DefaultValueFactory = _ => (ulong)Environment.TickCount64 & 0xFFFF };
        var from = new Option<int>("--from") { Description = "The first case, to repeat one of an earlier run." };
        var command = new Command("fuzz", "Damages scenario files, load profiles, run folders and messages: each is refused with its place, or does no harm.")
        {
            kind, cases, time, seed, from,
        };
        command.SetAction(parsed =>
        {
            var kinds = parsed.GetValue(kind) is "all" ? Kinds : [parsed.GetValue(kind)!];
            return Run(kinds, parsed.GetValue(seed), parsed.GetValue(from), parsed.GetValue(cases), parsed.GetValue(time).Value) ? 0 : 1;
        });
        return command;
    }

    /// <param name="time">Which the kinds share.</param>
    /// <returns>Whether nothing was found.</returns>
    public static bool Run(IReadOnlyList<string> kinds, ulong seed, int first, int cases, TimeSpan time)
    {
        Console.WriteLine($"seed {seed}");
        return kinds.Select(k => Run(k, seed, first, cases, time / kinds.Count)).ToList().TrueForAll(sound => sound);
    }

    private static bool Run(string kind, ulong seed, int first, int cases, TimeSpan time)
    {
        using var fuzz = Make(kind);
        var started = Stopwatch.GetTimestamp();
        var result = FuzzRun.Run(fuzz, seed, first, n => n - first < cases && Stopwatch.GetElapsedTime(started) < time);
        Console.WriteLine(
            $"{kind}: {result.Cases} cases in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {result.Refused} refused, {result.Cases - result.Refused} harmless, {result.Findings.Count} findings");
        foreach (var (number, what) in result.Findings)
        {
            Console.WriteLine($"  fuzz {kind} 1 --seed {seed} --from {number}: {what}");
        }

        return result.Findings.Count == 0;
    }

    private static IFuzz Make(string kind)
    {
        var profiles = LoadProfileReader.Read(Config).Profiles;
        var files = Directory.GetFiles("scenarios", "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var scenario = ScenarioReader.Read(Path.Combine("scenarios", "missing-timeout.yaml"));
        var profile = profiles[scenario.Scenario!.Load];
        return kind switch
        {
            "scenario" => new ScenarioFuzz([.. files.Select(File.ReadAllText)], profile),
            "config" => new ConfigFuzz([File.ReadAllText(Config), RichConfig.Text], scenario),
            "folder" => new FolderFuzz(scenario.Scenario, Planner.Plan(scenario.Scenario, profile, seed: 1)),
            _ => new MessageFuzz(),
        };
    }
}
