using System.Text;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>A verdict for the message of a failed test: why, the table of objectives with their intervals, what else to know, and where the report is.</summary>
public static class VerdictText
{
    /// <param name="report">The path of the report to open.</param>
    public static string Of(RunResult run, string report)
    {
        var text = new StringBuilder($"{run.Scenario.Name} is {Kebab.Of(run.Verdict.Kind)}: {Why(run)}\n\n");
        foreach (var line in Table(run))
        {
            text.Append(line).Append('\n');
        }

        foreach (var note in RunNotes.Of(run).Concat(RunFacts.Troubles(run)))
        {
            text.Append("- ").Append(PlainText.Line(note)).Append('\n');
        }

        return text.Append($"\nSeed {run.Plan.Seed}. Report: {report}").ToString();
    }

    /// <summary>The reason alone, on one line.</summary>
    public static string Why(RunResult run) => PlainText.Line(run.Redactor.Redact(run.Verdict.Reason));

    private static IEnumerable<string> Table(RunResult run)
    {
        string[][] rows =
        [
            ["objective", "target", "defended [95% interval]", "control [95% interval]"],
            .. ObjectiveTable.Of(run).Select(r => new[] { r.Name, r.Target, Cell(r.Defended), Cell(r.Control) }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Cell(ObjectiveResult? result) => result is null
        ? Format.Nothing
        : PlainText.Line($"{Format.Interval(result)} {Kebab.Of(result.Result)}{(result.Note.Length == 0 ? "" : $" ({result.Note})")}");
}
