using System.Text;
using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Plans;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>Damaged scenario files give a scenario that can be planned and checked, or problems with places.</summary>
internal sealed class ScenarioFuzz(IReadOnlyList<string> scenarios, LoadProfile profile) : IFuzz
{
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("reef-fuzz-").FullName, "scenario.yaml");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    public bool Refused(ulong seed)
    {
        var mutator = new Mutator(seed);
        var bytes = mutator.Bytes(Encoding.UTF8.GetBytes(mutator.One(scenarios)));
        File.WriteAllBytes(file, bytes);
        var read = ScenarioReader.Read(file);
        if ((read.Scenario is null) != (read.Problems.Count > 0))
        {
            throw new FuzzException($"a scenario or problems, and not both or none: {read.Problems.Count} problems");
        }

        ProblemCheck.Check(read.Problems, ProblemCheck.LinesOf(bytes));
        if (read.Scenario is { } scenario)
        {
            ProblemCheck.Check(PlanCheck.Check(read, Planner.Plan(scenario, profile, seed: 1)));
        }

        return read.Scenario is null;
    }
}
