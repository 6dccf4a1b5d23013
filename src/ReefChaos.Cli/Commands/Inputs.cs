using System.CommandLine;
using System.Globalization;
using ReefChaos.Engine;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;

namespace ReefChaos.Cli.Commands;

/// <summary>What several commands take.</summary>
internal static class Inputs
{
    public static Argument<string[]> Scenarios() => new("FILE|DIR")
    {
        Description = "Scenario files, or folders of them.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => ["scenarios"],
    };

    public static Option<string> Profiles() => new("--load-profiles")
    {
        Description = "The file of load profiles, in NBomber's JSON format.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "nbomber-config.json",
    };

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Every choice left to chance follows from it. [default: the scenario's, else a new one]",
        HelpName = "N",
    };

    public static string DefaultOutput(TimeProvider time) =>
        Path.Combine("reports", time.GetLocalNow().ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture));

    /// <summary>All files, read, planned and checked before anything runs.</summary>
    /// <exception cref="InvalidInputException">With the problems of all files.</exception>
    public static IReadOnlyList<PlannedExperiment> Prepare(string[] paths, string profilesFile, ulong? seed)
    {
        var (files, missing) = ScenarioFiles.Find(paths);
        var profiles = LoadProfileReader.Read(profilesFile);
        var experiments = files.Select(f => Experiment.Prepare(f, profiles, seed)).ToList();
        IReadOnlyList<Problem> problems = [.. missing, .. profiles.Problems, .. experiments.SelectMany(e => e.Problems)];
        return problems.Count == 0 ? experiments : throw new InvalidInputException(problems);
    }
}
