using System.Text;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>For a CI job's summary page: GitHub's Markdown.</summary>
public static class SummaryMarkdown
{
    public static string Text(IReadOnlyList<RunResult> runs)
    {
        var text = new StringBuilder("# ReefChaos\n\n| Verdict | Scenario | Why |\n|---|---|---|\n");
        foreach (var run in runs)
        {
            text.Append($"| {Badge(run.Verdict.Kind)} | {Escape(run.Scenario.Name)} | {Escape(Why(run))} |\n");
        }

        foreach (var run in runs)
        {
            Append(text, run);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, RunResult run)
    {
        text.Append($"\n## {Badge(run.Verdict.Kind)}: {Escape(run.Scenario.Name)}\n\n");
        text.Append(run.Scenario.Summary.Length == 0 ? "" : $"{Escape(run.Scenario.Summary)}\n\n");
        text.Append($"**Why:** {Escape(Why(run))}\n\n");
        text.Append("| Objective | Target | Defended [95% interval] | Result | Control [95% interval] | Result |\n|---|---|---|---|---|---|\n");
        foreach (var row in ObjectiveTable.Of(run))
        {
            text.Append($"| {Escape(row.Name)} | {Escape(row.Target)} | {Cells(row.Defended)} | {Cells(row.Control)} |\n");
        }

        var notes = RunNotes.Of(run);
        text.Append(notes.Count == 0 ? "" : "\n");
        foreach (var note in notes)
        {
            text.Append($"- {Escape(note)}\n");
        }

        text.Append("\n<details><summary>Run</summary>\n\n| | |\n|---|---|\n");
        foreach (var (name, value) in RunFacts.Of(run))
        {
            text.Append($"| {name} | {Escape(value)} |\n");
        }

        foreach (var trouble in RunFacts.Troubles(run))
        {
            text.Append($"| trouble | {Escape(trouble)} |\n");
        }

        text.Append("\n</details>\n");
    }

    private static string Why(RunResult run) => run.Redactor.Redact(run.Verdict.Reason);

    private static string Badge(VerdictKind kind) => kind switch
    {
        VerdictKind.Held => "✅ Held",
        VerdictKind.Broken => "❌ Broken",
        _ => "⚠️ Inconclusive",
    };

    private static string Cells(ObjectiveResult? result) => result is null
        ? $"{Format.Nothing} | {Format.Nothing}"
        : $"{Escape(Format.Interval(result))} | {Result(result.Result)}{(result.Note.Length == 0 ? "" : $" ({Escape(result.Note)})")}";

    private static string Result(ObjectiveState state) => state switch
    {
        ObjectiveState.Met => "met",
        ObjectiveState.Missed => "**missed**",
        _ => "*undecided*",
    };

    /// <summary>Texts of targets may hold anything: nothing in them may end a cell or become a tag, a link or emphasis.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in PlainText.Line(text))
        {
            escaped.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '#' or '~' or '!' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
