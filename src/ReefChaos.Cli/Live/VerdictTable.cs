using ReefChaos.Engine.Reporting;
using ReefChaos.Plans;
using ReefChaos.Verdicts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReefChaos.Cli.Live;

/// <summary>The verdicts, and for each objective its target and what each arm showed.</summary>
internal static class VerdictTable
{
    public static void Print(IAnsiConsole console, IReadOnlyList<RunResult> runs, string output)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("scenario", "objective", "target", "defended [[95% interval]]", "control [[95% interval]]");
        foreach (var run in runs)
        {
            AddRows(table, run);
        }

        console.Write(table);
        foreach (var run in runs)
        {
            console.Write(Headline(run));
            console.WriteLine();
            foreach (var note in RunNotes.Of(run))
            {
                console.WriteLine($"  {note}");
            }
        }

        console.WriteLine($"Results: {output}");
    }

    public static IRenderable Headline(RunResult run) => new Markup(
        $"{Badge(run.Verdict.Kind)} {Markup.Escape(run.Scenario.Name)}: {Markup.Escape(run.Verdict.Reason)}");

    private static void AddRows(Table table, RunResult run)
    {
        var first = true;
        foreach (var objective in run.Scenario.Slo.Objectives())
        {
            table.AddRow(
                first ? $"{Markup.Escape(run.Scenario.Name)}\n{Badge(run.Verdict.Kind)}" : "",
                Markup.Escape(objective.Name),
                Markup.Escape(objective.Target),
                Cell(run, Arm.Defended, objective.Name),
                Cell(run, Arm.Control, objective.Name));
            first = false;
        }
    }

    private static string Cell(RunResult run, Arm arm, string objective)
    {
        if (!run.Verdict.Arms.TryGetValue(arm, out var findings)
            || findings.Objectives.FirstOrDefault(o => o.Name == objective) is not { } result)
        {
            return "";
        }

        var colour = result.Result switch { ObjectiveState.Met => "green", ObjectiveState.Missed => "red", _ => "yellow" };
        return $"[{colour}]{Markup.Escape($"{Format.Interval(result)} {result.Result.ToString().ToLowerInvariant()}")}[/]";
    }

    private static string Badge(VerdictKind kind) => kind switch
    {
        VerdictKind.Held => "[black on green] Held [/]",
        VerdictKind.Broken => "[white on red] Broken [/]",
        _ => "[black on yellow] Inconclusive [/]",
    };
}
