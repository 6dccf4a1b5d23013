using System.Diagnostics;
using System.Globalization;
using ReefChaos.Torture.Rounds;
using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture;

/// <summary>Round after round; what dead runners left must be gone once another has started.</summary>
internal sealed class Storm(StormOptions options, TextWriter console)
{
    private readonly List<Outcome> outcomes = [];
    private readonly List<string> left = [];
    private readonly HashSet<int> gone = [];

    /// <returns>The exit code: 0 where every promise was kept.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await console.WriteLineAsync($"seed {options.Seed}");
        if (FalseClock.Library is null)
        {
            await console.WriteLineAsync("no clock is set: the package faketime is not installed");
        }

        using var payments = new Payments();
        var clock = Stopwatch.StartNew();
        for (var number = options.From; number < (long)options.From + options.Rounds && clock.Elapsed < options.For; number++)
        {
            var plan = RoundPlan.Draw(options, number);
            if (plan.Torment.Deed != Deed.JumpClock || FalseClock.Library is not null)
            {
                await RoundAsync(plan, payments, cancellationToken);
            }
        }

        var last = await CalmAsync(payments, cancellationToken);
        await console.WriteLineAsync(Summary(last));
        return last.Broken.Count == 0 && outcomes.All(o => o.Broken.Count == 0) && left.Count == 0 ? 0 : 1;
    }

    private async Task RoundAsync(RoundPlan plan, Payments payments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("reef-storm-").FullName;
        var round = new Round(plan, payments, folder);
        var outcome = await round.RunAsync(cancellationToken);
        outcomes.Add(outcome);
        await console.WriteLineAsync(outcome.ToString());

        // Before it starts a target, a runner sweeps what those before it left.
        if (round.TargetStarted)
        {
            await LookForLeftoversAsync(cancellationToken);
        }

        gone.Add(outcome.Runner);
        if (outcome.Broken.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            await console.WriteLineAsync($"    kept: {folder}");
        }
    }

    /// <summary>One run that nothing is done to: it sweeps, and its verdict shows that the machine is well.</summary>
    private async Task<Outcome> CalmAsync(Payments payments, CancellationToken cancellationToken)
    {
        var never = new Torment(Deed.Freeze, Victim.Runner, Victim.Runner, TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.Zero);
        var folder = Directory.CreateTempSubdirectory("reef-storm-").FullName;
        var outcome = await new Round(new RoundPlan(0, "process", Failure.All[^1], Defended: true, never), payments, folder).RunAsync(cancellationToken);
        gone.Add(outcome.Runner);
        await LookForLeftoversAsync(cancellationToken);
        Directory.Delete(folder, recursive: true);
        return outcome;
    }

    private async Task LookForLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var thing in await Leftovers.OfAsync(gone, cancellationToken))
        {
            left.Add(thing);
            await console.WriteLineAsync($"    LEFT: {thing}");
        }
    }

    private string Summary(Outcome last)
    {
        var releases = outcomes.Select(o => o.Release).OfType<TimeSpan>().Order().ToList();
        var lines = from o in outcomes
                    group o by (o.Plan.Target, o.Plan.Torment.Deed) into g
                    orderby g.Key
                    select $"| {g.Key.Target} | {g.Key.Deed} | {g.Count()} | {g.Count(o => o.Met)} | {string.Join(", ", g.GroupBy(o => o.Exit).OrderBy(e => e.Key).Select(e => $"{e.Count()} × {e.Key}"))} | {g.Sum(o => o.Broken.Count)} |";
        return string.Create(CultureInfo.InvariantCulture, $"""

            | target | deed | rounds | met their victim | exit codes | broken promises |
            |---|---|---|---|---|---|
            {string.Join(Environment.NewLine, lines)}

            Faults released after the runner's death or freezing: {releases.Count}, the slowest after {(releases.Count == 0 ? 0 : releases[^1].TotalSeconds):0.0} s (lease {ScenarioFile.Lease.TotalSeconds:0} s).
            Left behind: {(left.Count == 0 ? "nothing" : string.Join("; ", left))}. The run after them: exit {last.Exit}.
            """);
    }
}
