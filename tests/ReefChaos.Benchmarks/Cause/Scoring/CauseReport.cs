using System.Globalization;
using System.Text;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>The scores as a page, with the command that made them.</summary>
internal static class CauseReport
{
    public static string Of(IReadOnlyList<Diagnosis> diagnoses, IEnumerable<string> leftOut, string command)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# Cause: which failure mode, and where\n\nCommand: `{command}`\n\n");
        page.Append(Shares(diagnoses)).Append('\n').Append(Matrix(new Confusion(diagnoses))).Append('\n').Append(Table(diagnoses));
        var missing = leftOut.ToList();
        if (missing.Count > 0)
        {
            page.Append("\nNot scored:\n\n").AppendJoin("", missing.Select(m => $"- {m}\n"));
        }

        return page.ToString();
    }

    private static string Shares(IReadOnlyList<Diagnosis> all)
    {
        var sick = all.Where(d => !d.Variant.IsControl).ToList();
        var controls = all.Where(d => d.Variant.IsControl).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | what | share of runs (95 % interval) |
            |---|---|
            | right modes, all variants | {Share(all, d => d.Score.Modes)} |
            | right modes, sick variants | {Share(sick, d => d.Score.Modes)} |
            | right method | {Share(sick, d => d.Score.Methods)} |
            | right line | {Share(sick, d => d.Score.Lines)} |
            | a mode named on a healthy or starved control | {Share(controls, d => d.Answer is { Modes.Count: > 0 })} |
            | no answer | {Share(all, d => d.Answer is null)} |
            | right about starvation | {Share(all, d => d.Score.Starved)} |

            Longest pause {Longest(all):0} ms; a diagnosis took {Median(all):0.0} s in the median, {all.Select(d => d.Took.TotalSeconds).DefaultIfEmpty().Max():0.0} s at most.

            """);
    }

    private static Proportion Share(IReadOnlyList<Diagnosis> of, Func<Diagnosis, bool> hit) => new(of.Count(hit), of.Count);

    private static string Matrix(Confusion confusion)
    {
        var page = new StringBuilder("| truth, and what was said | ").AppendJoin(" | ", confusion.Columns).Append(" |\n|---|");
        page.Insert(page.Length, "---:|", confusion.Columns.Count).Append('\n');
        foreach (var row in confusion.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {row} | ").AppendJoin(" | ", confusion.Columns.Select(c => confusion[row, c])).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Table(IReadOnlyList<Diagnosis> all)
    {
        var page = new StringBuilder("| variant | half | runs | modes | method | line | starved | longest pause, ms | longest, s | wrong answers |\n");
        page.Append("|---|---|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var runs in all.GroupBy(d => d.Variant))
        {
            page.Append(CultureInfo.InvariantCulture,
                $"| {runs.Key.Name} | {(runs.Key.Half == SplitHalf.Tuned ? "tuned" : "untuned")} | {runs.Count()} | {runs.Count(d => d.Score.Modes)} ");
            page.Append(runs.Key.IsControl ? "| | " : $"| {runs.Count(d => d.Score.Methods)} | {runs.Count(d => d.Score.Lines)} ");
            page.Append(CultureInfo.InvariantCulture,
                $"| {runs.Count(d => d.Score.Starved)} | {Longest(runs):0} | {runs.Max(d => d.Took.TotalSeconds):0.0} | {string.Join("; ", Wrong(runs))} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<string> Wrong(IEnumerable<Diagnosis> runs) => runs
        .Where(d => d.Variant.IsControl ? !d.Score.Modes : !d.Score.Lines)
        .Select(d => d.Answer is null ? $"no answer: {d.Trouble}" : d.Score.Modes ? string.Join(", ", d.Answer.Modes.Select(At)) : d.Label)
        .GroupBy(w => w)
        .Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} × {g.Key}");

    private static string At(NamedMode named) => named.Where is null
        ? $"{named.Mode} without a place"
        : $"{named.Where.Method} {Path.GetFileName(named.Where.File)}:{named.Where.Line}";

    private static double Longest(IEnumerable<Diagnosis> runs) => runs.Select(d => d.Answer?.PauseMs ?? 0).DefaultIfEmpty().Max();

    private static double Median(IReadOnlyList<Diagnosis> all) =>
        all.Count == 0 ? 0 : all.Select(d => d.Took.TotalSeconds).Order().ElementAt(all.Count / 2);
}
