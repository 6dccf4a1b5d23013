using ReefChaos.Engine.Reading;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Refuses, before anything is started, what cannot lead to a verdict.</summary>
public static class PlanCheck
{
    /// <summary>Empty where the plan can be run; a file that could not be read gives its own problems.</summary>
    public static IReadOnlyList<Problem> Check(ScenarioRead read, Plan plan)
    {
        return read.Scenario is { } scenario
            ? [.. Findings(scenario, plan).Select(f => ProblemOf(f, read)).OrderBy(p => p.Line).ThenBy(p => p.Column)]
            : read.Problems;
    }

    internal static IReadOnlyList<PlanFinding> Findings(Scenario scenario, Plan plan) =>
    [
        .. PhaseCheck.Check(scenario),
        .. LoadCheck.Check(plan),
        .. ObjectiveCheck.Check(scenario, plan),
        .. ThresholdCheck.Check(scenario, plan),
        .. DependencyCheck.Check(scenario),
        .. FaultCheck.Check(scenario),
        .. ControlCheck.Check(scenario),
        .. GuardCheck.Check(scenario, plan),
    ];

    private static Problem ProblemOf(PlanFinding finding, ScenarioRead read)
    {
        var place = read.Places.Of(finding.Path);
        return new Problem(read.Path, place.Line, place.Column, Shown.Line(finding.Message));
    }
}

/// <param name="Path">As in <see cref="SourceMap"/>.</param>
/// <param name="Message">What cannot work, why, and how to mend it.</param>
internal sealed record PlanFinding(string Path, string Message);
