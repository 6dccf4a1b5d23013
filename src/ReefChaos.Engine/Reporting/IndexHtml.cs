using System.Net;
using System.Text;
using ReefChaos.Engine.Reporting.Html;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>For people: one page that needs nothing else, neither scripts nor a network.</summary>
public static class IndexHtml
{
    public static string Text(IReadOnlyList<RunResult> runs)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>ReefChaos</title>\n");
        html.Append($"<style>\n{Style.Css.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n<main>\n<h1>ReefChaos</h1>\n");
        html.Append($"<p class=\"soft\">{Tally(runs)}</p>\n");
        if (runs.Count > 1)
        {
            AppendContents(html, runs);
        }

        for (var i = 0; i < runs.Count; i++)
        {
            AppendRun(html, runs[i], i + 1);
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Tally(IReadOnlyList<RunResult> runs) => string.Join(", ", new[] { VerdictKind.Held, VerdictKind.Broken, VerdictKind.Inconclusive }
        .Select(kind => (kind, Count: runs.Count(r => r.Verdict.Kind == kind)))
        .Where(k => k.Count > 0)
        .Select(k => $"{k.Count} {Kebab.Of(k.kind)}")) is { Length: > 0 } tally ? tally : "nothing was run";

    private static void AppendContents(StringBuilder html, IReadOnlyList<RunResult> runs)
    {
        html.Append("<nav class=\"wide\"><table>\n");
        for (var i = 0; i < runs.Count; i++)
        {
            html.Append($"<tr><td>{Badge(runs[i])}</td><td><a href=\"#run-{i + 1}\">{Encode(runs[i].Scenario.Name)}</a></td>")
                .Append($"<td class=\"why\">{Encode(Why(runs[i]))}</td></tr>\n");
        }

        html.Append("</table></nav>\n");
    }

    private static void AppendRun(StringBuilder html, RunResult run, int number)
    {
        html.Append($"<section id=\"run-{number}\">\n<header><h2>{Encode(run.Scenario.Name)}</h2>{Badge(run)}</header>\n");
        html.Append(run.Scenario.Summary.Length == 0 ? "" : $"<p class=\"soft\">{Encode(run.Scenario.Summary)}</p>\n");
        html.Append($"<p class=\"why\">{Encode(Why(run))}</p>\n");
        AppendObjectives(html, run);
        AppendNotes(html, RunNotes.Of(run));
        AppendCharts(html, run);
        html.Append("<details><summary>How it was run</summary>\n<dl>\n");
        foreach (var (name, value) in RunFacts.Of(run).Concat(RunFacts.Troubles(run).Select(t => ("trouble", t))))
        {
            html.Append($"<dt>{Encode(name)}</dt><dd>{Encode(value)}</dd>\n");
        }

        html.Append("</dl></details>\n</section>\n");
    }

    private static void AppendObjectives(StringBuilder html, RunResult run)
    {
        html.Append("<div class=\"wide\"><table>\n<tr><th>Objective</th><th>Target</th><th>Defended [95% interval]</th><th></th>")
            .Append("<th>Control [95% interval]</th><th></th></tr>\n");
        foreach (var row in ObjectiveTable.Of(run))
        {
            html.Append($"<tr><td>{Encode(row.Name)}</td><td>{Encode(row.Target)}</td>{Cells(row.Defended)}{Cells(row.Control)}</tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void AppendNotes(StringBuilder html, IReadOnlyList<string> notes)
    {
        if (notes.Count > 0)
        {
            html.Append($"<ul class=\"notes\">\n{string.Concat(notes.Select(n => $"<li>{Encode(n)}</li>\n"))}</ul>\n");
        }
    }

    private static string Cells(ObjectiveResult? result)
    {
        if (result is null)
        {
            return $"<td>{Format.Nothing}</td><td></td>";
        }

        var state = Kebab.Of(result.Result);
        var note = result.Note.Length == 0 ? "" : $"<span class=\"note\">{Encode(result.Note)}</span>";
        return $"<td>{Encode(Format.Interval(result))}{note}</td><td class=\"result {state}\">{state}</td>";
    }

    private static void AppendCharts(StringBuilder html, RunResult run)
    {
        var arms = run.Histories.OrderBy(h => h.Key)
            .Select(h => (Arm: h.Key, History: h.Value, Seconds: Seconds(h.Value)))
            .Where(a => a.Seconds.Count > 0).ToList();
        if (arms.Count == 0)
        {
            return;
        }

        var scale = ChartScale.Of([.. arms.SelectMany(a => a.Seconds)]);
        var latency = run.Scenario.Slo.Objectives().LastOrDefault(o => o.Kind == ObjectiveKind.Latency);
        var mostHeap = arms.SelectMany(a => a.History.Of<RuntimeSecond>()).Max(s => s.HeapBytes) ?? 0;
        html.Append("<div class=\"arms\">\n");
        foreach (var (arm, history, seconds) in arms)
        {
            var chart = new Chart(history, seconds, scale);
            html.Append($"<div>\n<h3>{(arm == Arm.Defended ? "Defended" : "Control: defences off")}</h3>\n")
                .Append($"<figure><figcaption>Availability</figcaption>\n{chart.Availability(run.Scenario.Slo.Availability?.Value.Value)}</figure>\n")
                .Append("<figure><figcaption>Latency<span class=\"key\" style=\"background:var(--tail)\"></span>p99")
                .Append("<span class=\"key\" style=\"background:var(--mid)\"></span>p50")
                .Append(latency is null ? "" : $"<span class=\"key\" style=\"background:var(--bad)\"></span>{Encode(latency.Name[8..])} {Encode(latency.Target)}")
                .Append($"</figcaption>\n{chart.Latency(latency?.Threshold)}</figure>\n")
                .Append(HeapFigure(chart, [.. history.Of<RuntimeSecond>()], mostHeap))
                .Append("</div>\n");
        }

        html.Append("</div>\n");
    }

    private static string HeapFigure(Chart chart, IReadOnlyList<RuntimeSecond> readings, long most) => most == 0 || readings.Count == 0
        ? ""
        : "<figure><figcaption>Heap<span class=\"key\" style=\"background:var(--mid)\"></span>after collections"
            + "<span class=\"key\" style=\"background:var(--tail)\"></span>in use after those of all generations"
            + $"</figcaption>\n{chart.Heap(readings, most)}</figure>\n";

    private static List<ChartSecond> Seconds(History history) =>
        [.. history.Of<LoadSecond>().OrderBy(s => s.Second).Select(ChartSecond.Of)];

    private static string Badge(RunResult run)
    {
        var kind = Kebab.Of(run.Verdict.Kind);
        return $"<span class=\"badge {kind}\">{run.Verdict.Kind}</span>";
    }

    private static string Why(RunResult run) => run.Redactor.Redact(run.Verdict.Reason);

    private static string Encode(string text) => WebUtility.HtmlEncode(PlainText.Line(text));
}
