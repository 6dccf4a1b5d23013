using System.Globalization;
using ReefChaos.Torture.Rounds;

namespace ReefChaos.Torture;

/// <param name="Last">The runs after the storm, one of each lane, that nothing was done to.</param>
/// <param name="Left">What was still there after the next run had started.</param>
internal sealed record StormResult(IReadOnlyList<Outcome> Outcomes, IReadOnlyList<Outcome> Last, IReadOnlyList<string> Left)
{
    public bool AllKept => Left.Count == 0 && Outcomes.Concat(Last).All(o => o.Broken.Count == 0);

    public override string ToString()
    {
        var releases = Outcomes.Select(o => o.Release).OfType<TimeSpan>().Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""

            | target | deed | victim | rounds | met their victim | exit codes | broken promises |
            |---|---|---|---|---|---|---|
            {string.Join(Environment.NewLine, Lines())}

            {string.Join(Environment.NewLine, Ends())}

            Rounds: {Outcomes.Count}. Faults that were left without a runner while they acted: {releases.Count}, the slowest off after {(releases.Count == 0 ? 0 : releases[^1].TotalSeconds):0.0} s (lease {ScenarioFile.Lease.TotalSeconds:0} s).
            Verdicts: {string.Join(", ", Verdicts())}.
            Left behind: {(Left.Count == 0 ? "nothing" : string.Join("; ", Left))}. The runs after them: {string.Join(", ", Last.Select(o => $"exit {o.Exit}"))}.
            """);
    }

    private IEnumerable<string> Ends() => (string[])
    [
        "| target | fault | left by | times | off after: median, s | most, s |",
        "|---|---|---|---|---|---|",
        .. from o in Outcomes
        where o.Release is not null
        group o.Release!.Value.TotalSeconds by (o.Plan.Target, o.Plan.Failure.Name, o.Plan.Torment.Deed) into g
        orderby g.Key
        let sorted = g.Order().ToList()
        select string.Create(CultureInfo.InvariantCulture, $"| {g.Key.Target} | {g.Key.Name} | {g.Key.Deed} | {sorted.Count} | {sorted[(sorted.Count - 1) / 2]:0.0} | {sorted[^1]:0.0} |"),
    ];

    /// <summary>Inconclusive ones by whether the load generator was to blame.</summary>
    private IEnumerable<string> Verdicts() =>
        from o in Outcomes
        group o by VerdictOf(o) into g
        orderby g.Key
        select $"{g.Count()} {g.Key}";

    private static string VerdictOf(Outcome outcome) => outcome.Exit switch
    {
        0 => "Held",
        1 => "Broken",
        2 when outcome.Verdict.Contains("load generator", StringComparison.Ordinal) => "Inconclusive by the load generator",
        2 => "Inconclusive otherwise",
        _ => "none",
    };

    private IEnumerable<string> Lines() =>
        from o in Outcomes
        group o by (o.Plan.Target, o.Plan.Torment.Deed, o.Plan.Torment.Victim) into g
        orderby g.Key
        let exits = g.GroupBy(o => o.Exit).OrderBy(e => e.Key).Select(e => $"{e.Count()} × {e.Key}")
        select $"| {g.Key.Target} | {g.Key.Deed} | {g.Key.Victim} | {g.Count()} | {g.Count(o => o.Met)} | {string.Join(", ", exits)} | {g.Sum(o => o.Broken.Count)} |";
}
