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

            Rounds: {Outcomes.Count}. Faults released after the runner's death or freezing: {releases.Count}, the slowest after {(releases.Count == 0 ? 0 : releases[^1].TotalSeconds):0.0} s (lease {ScenarioFile.Lease.TotalSeconds:0} s).
            Left behind: {(Left.Count == 0 ? "nothing" : string.Join("; ", Left))}. The runs after them: {string.Join(", ", Last.Select(o => $"exit {o.Exit}"))}.
            """);
    }

    private IEnumerable<string> Lines() =>
        from o in Outcomes
        group o by (o.Plan.Target, o.Plan.Torment.Deed, o.Plan.Torment.Victim) into g
        orderby g.Key
        let exits = g.GroupBy(o => o.Exit).OrderBy(e => e.Key).Select(e => $"{e.Count()} × {e.Key}")
        select $"| {g.Key.Target} | {g.Key.Deed} | {g.Key.Victim} | {g.Count()} | {g.Count(o => o.Met)} | {string.Join(", ", exits)} | {g.Sum(o => o.Broken.Count)} |";
}
