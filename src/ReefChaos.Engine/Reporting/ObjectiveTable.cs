using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>The rows that all reports show: an objective with what each arm made of it.</summary>
internal static class ObjectiveTable
{
    public static IReadOnlyList<ObjectiveRow> Of(RunResult run)
    {
        var redactor = run.Redactor;
        return
        [
            .. run.Scenario.Slo.Objectives().Select(o => new ObjectiveRow(
                o.Name, o.Target, Find(run, Arm.Defended, o.Name, redactor), Find(run, Arm.Control, o.Name, redactor))),
        ];
    }

    private static ObjectiveResult? Find(RunResult run, Arm arm, string name, Redactor redactor) =>
        run.Verdict.Arms.TryGetValue(arm, out var findings) && findings.Objectives.FirstOrDefault(o => o.Name == name) is { } result
            ? result with { Note = redactor.Redact(result.Note) }
            : null;
}

internal sealed record ObjectiveRow(string Name, string Target, ObjectiveResult? Defended, ObjectiveResult? Control);
