using System.Globalization;

namespace ReefChaos.Torture.Soaking;

/// <param name="PeakMiB">Of the runner and its load worker together.</param>
internal sealed record SoakVerdict(string Scenario, string Target, string Verdict, string Reason, long PeakMiB)
{
    public override string ToString() => $"{Target}, {Scenario}: {Verdict}{(Verdict == "held" ? "" : $" ({Reason})")}";
}

/// <summary>What came of a soak.</summary>
internal sealed record SoakResult(IReadOnlyList<SoakVerdict> Verdicts)
{
    public int Inconclusive => Verdicts.Count(v => v.Verdict == "inconclusive");

    /// <summary>All shipped scenarios are meant to be Held.</summary>
    public int Wrong => Verdicts.Count(v => v.Verdict == "broken");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""

        | target | scenario | held | inconclusive | broken |
        |---|---|---|---|---|
        {string.Join(Environment.NewLine, Lines())}

        Verdicts: {Verdicts.Count}, of which {Wrong} wrong and {Inconclusive} Inconclusive. Runner and load worker at most {Verdicts.Select(v => v.PeakMiB).DefaultIfEmpty().Max()} MiB resident.
        """);

    private IEnumerable<string> Lines() =>
        from v in Verdicts
        group v by (v.Target, v.Scenario) into g
        orderby g.Key
        select $"| {g.Key.Target} | {g.Key.Scenario} | {Count(g, "held")} | {Count(g, "inconclusive")} | {Count(g, "broken")} |";

    private static int Count(IEnumerable<SoakVerdict> verdicts, string verdict) => verdicts.Count(v => v.Verdict == verdict);
}
