using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>For CI systems: a suite with one test for each run. Broken is a failure, a target that does not start an error, and Inconclusive else skipped with its reason.</summary>
public static class JUnitXml
{
    private const string Failure = "failure";
    private const string Error = "error";
    private const string Skipped = "skipped";

    public static string Text(IReadOnlyList<RunResult> runs)
    {
        var root = new XElement(
            "testsuites",
            new XAttribute("name", "ReefChaos"),
            new XAttribute("tests", runs.Count),
            new XAttribute("failures", runs.Count(r => NameOf(r) == Failure)),
            new XAttribute("errors", runs.Count(r => NameOf(r) == Error)),
            new XAttribute("time", Seconds(runs.Sum(RunFacts.Seconds))),
            runs.Select(Suite));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(RunResult run) => new(
        "testsuite",
        new XAttribute("name", PlainText.Clean(run.Scenario.Name)),
        new XAttribute("tests", 1),
        new XAttribute("failures", NameOf(run) == Failure ? 1 : 0),
        new XAttribute("errors", NameOf(run) == Error ? 1 : 0),
        new XAttribute("skipped", NameOf(run) == Skipped ? 1 : 0),
        new XAttribute("time", Seconds(RunFacts.Seconds(run))),
        new XElement("properties", RunFacts.Of(run).Select(f =>
            new XElement("property", new XAttribute("name", f.Name), new XAttribute("value", PlainText.Clean(f.Value))))),
        new XElement(
            "testcase",
            new XAttribute("name", PlainText.Clean(run.Scenario.Name)),
            new XAttribute("classname", "ReefChaos"),
            new XAttribute("time", Seconds(RunFacts.Seconds(run))),
            Outcome(run),
            new XElement("system-out", PlainText.Clean(Details(run)))));

    private static XElement? Outcome(RunResult run)
    {
        var reason = PlainText.Clean(run.Redactor.Redact(run.Verdict.Reason));
        var code = run.Verdict.Code is { } why ? Kebab.Of(why) : "";
        return NameOf(run) switch
        {
            null => null,
            Skipped => new XElement(Skipped, new XAttribute("message", $"{code}: {reason}")),
            var name => new XElement(name, new XAttribute("type", code), new XAttribute("message", reason), PlainText.Clean(Details(run))),
        };
    }

    /// <summary>Null for what held.</summary>
    private static string? NameOf(RunResult run) => run.Verdict switch
    {
        { Kind: VerdictKind.Broken } => Failure,
        { Code: ReasonCode.TargetFailed } => Error,
        { Kind: VerdictKind.Inconclusive } => Skipped,
        _ => null,
    };

    private static string Details(RunResult run)
    {
        var text = new StringBuilder("\n");
        foreach (var row in ObjectiveTable.Of(run))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Name} {row.Target}: defended {Cell(row.Defended)}; control {Cell(row.Control)}\n");
        }

        foreach (var line in RunNotes.Of(run).Concat(RunFacts.Troubles(run)))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(ObjectiveResult? result) => result is null
        ? Format.Nothing
        : $"{Format.Interval(result)} {Kebab.Of(result.Result)}{(result.Note.Length == 0 ? "" : $" ({result.Note})")}";

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
