using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>One experiment from end to end, with the folder that holds its stages.</summary>
public sealed record RunResult(
    Scenario Scenario, Plan Plan, IReadOnlyDictionary<Arm, History> Histories, Verdict Verdict, string Folder)
{
    /// <summary>Made once: it looks through all of the load's feeds for secrets.</summary>
    internal Redactor Redactor { get; } = new(Scenario, Plan);
}
