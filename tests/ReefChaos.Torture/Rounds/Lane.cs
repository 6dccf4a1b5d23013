using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>
/// Round after round, with a temporary folder of its own, by which its runners neither wait for those of other lanes nor find what those left in
/// theirs. All else that they leave is on the machine, and gone once the lane's next runner has started its target.
/// </summary>
internal sealed class Lane(Ground ground, string folder, TextWriter console)
{
    private readonly HashSet<int> gone = [];
    private readonly List<string> left = [];

    public IReadOnlyList<string> Left => left;

    public async Task<Outcome> RoundAsync(RoundPlan plan, CancellationToken cancellationToken)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, $"round-{plan.Number}")).FullName;
        var round = new Round(plan, ground, new RoundFolders(files, Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName));
        var outcome = await round.RunAsync(cancellationToken);
        await console.WriteLineAsync(outcome.ToString());

        // Before it starts a target, a runner sweeps what those before it left.
        if (round.TargetStarted)
        {
            await LookForLeftoversAsync(cancellationToken);
        }

        gone.Add(outcome.Runner);
        if (outcome.Broken.Count == 0)
        {
            Directory.Delete(files, recursive: true);
        }
        else
        {
            await console.WriteLineAsync($"    kept: {files}");
        }

        return outcome;
    }

    /// <summary>One run that nothing is done to: it sweeps, and its verdict shows that the machine is well.</summary>
    public async Task<Outcome> CalmAsync(CancellationToken cancellationToken)
    {
        var never = new Torment(Deed.Freeze, Victim.Runner, Start.Target, TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.Zero);
        var outcome = await RoundAsync(new RoundPlan(0, "process", Failure.All[^1], Defended: true, never), cancellationToken);
        await LookForLeftoversAsync(cancellationToken);
        return outcome;
    }

    private async Task LookForLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var thing in await Leftovers.OfAsync(gone, Path.Combine(folder, "tmp"), cancellationToken))
        {
            left.Add(thing);
            await console.WriteLineAsync($"    LEFT: {thing}");
        }
    }
}
