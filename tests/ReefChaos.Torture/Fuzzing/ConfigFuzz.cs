using System.Text;
using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>Damaged files of load profiles give profiles that can be planned, or problems with places.</summary>
internal sealed class ConfigFuzz(IReadOnlyList<string> configs, ScenarioRead scenario) : IFuzz
{
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("reef-fuzz-").FullName, "nbomber-config.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    public bool Refused(ulong seed)
    {
        var mutator = new Mutator(seed);
        var bytes = mutator.Bytes(Encoding.UTF8.GetBytes(mutator.One(configs)));
        File.WriteAllBytes(file, bytes);
        var read = LoadProfileReader.Read(file);
        ProblemCheck.Check(read.Problems, ProblemCheck.LinesOf(bytes));
        foreach (var profile in read.Profiles.Values)
        {
            Plan(profile, mutator);
        }

        return read.Problems.Count > 0;
    }

    private void Plan(LoadProfile profile, Mutator mutator)
    {
        var plan = Planner.Plan(scenario.Scenario!.With(profile), profile, seed: 1);
        if (PlanCheck.Check(scenario with { Scenario = scenario.Scenario!.With(profile) }, plan) is { Count: > 0 } problems)
        {
            ProblemCheck.Check(problems);
        }

        foreach (var feed in profile.Feeds)
        {
            _ = feed.RowFor(mutator.Below(int.MaxValue), seed: 1);
        }
    }
}
