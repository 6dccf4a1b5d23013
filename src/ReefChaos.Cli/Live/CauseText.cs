using ReefChaos.Engine.Reporting;
using ReefChaos.Verdicts;
using Spectre.Console;

namespace ReefChaos.Cli.Live;

/// <summary>A cause as text: what, where, and why we think so.</summary>
internal static class CauseText
{
    /// <param name="before">Of the look before this one: then only what changed is told whole.</param>
    public static void Print(IAnsiConsole console, Cause cause, Cause? before)
    {
        console.MarkupLine(Headline(cause));
        foreach (var mode in cause.Modes)
        {
            var isNew = before is not null && !before.Modes.Any(m => IsSame(m, mode));
            console.MarkupLine($"{(isNew ? "[yellow]new:[/] " : "")}[red]{Markup.Escape(mode.Mode)}[/]{(mode.Where is { } at ? $" at {Markup.Escape(at.ToString())}" : "")}");
            Lines(console, "+", mode.Evidence);
            Lines(console, "-", mode.Against);
            Lines(console, "→", before is null || isNew ? [mode.Advice] : []);
        }

        foreach (var gone in before?.Modes.Where(b => !cause.Modes.Any(m => IsSame(m, b))) ?? [])
        {
            console.MarkupLine($"[green]gone:[/] {Markup.Escape(gone.Mode)}{(gone.Where is { } at ? $" at {Markup.Escape(at.ToString())}" : "")}");
        }

        Lines(console, "note:", cause.Notes.Except(before?.Notes ?? []));
        console.WriteLine($"Looking held the process up for {Format.Duration(cause.PauseMs / 1000)} at most.");
    }

    private static string Headline(Cause cause) =>
        cause.Starved ? "[yellow]Starved: no mode can be told.[/]"
        : cause.Modes.Count == 0 ? "[green]None found.[/]"
        : $"[red]{cause.Modes.Count} found.[/]";

    private static void Lines(IAnsiConsole console, string mark, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            console.WriteLine($"  {mark} {line}");
        }
    }

    private static bool IsSame(CauseMode one, CauseMode other) => one.Mode == other.Mode && one.Where == other.Where;
}
