using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine;

/// <summary>A scenario file on its way to a run, with all that is wrong with it.</summary>
public sealed record PlannedExperiment(string File, Scenario? Scenario, Plan? Plan, IReadOnlyList<Problem> Problems)
{
    internal (Scenario Scenario, Plan Plan) Checked() => Problems.Count == 0 && Scenario is { } scenario && Plan is { } plan
        ? (scenario, plan)
        : throw new InvalidInputException(Problems);
}
