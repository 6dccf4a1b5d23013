using System.Diagnostics;
using ReefChaos.Torture.Rounds;
using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture;

/// <summary>Round after round, in lanes beside each other; what dead runners left must be gone once another of their lane has started.</summary>
internal sealed class Storm(StormOptions options, TextWriter console)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int taken;

    /// <returns>The exit code: 0 where every promise was kept.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await console.WriteLineAsync($"seed {options.Seed}");
        if (FalseClock.Library is null)
        {
            await console.WriteLineAsync("no clock is set: the package faketime is not installed");
        }

        var folder = Directory.CreateTempSubdirectory("reef-storm-").FullName;
        using var ground = await Ground.LayAsync(folder, cancellationToken);
        var lanes = Enumerable.Range(1, options.Parallel)
            .Select(n => new Lane(ground, Directory.CreateDirectory(Path.Combine(folder, $"lane-{n}")).FullName, console)).ToList();
        var outcomes = (await Task.WhenAll(lanes.Select(l => RoundsAsync(l, cancellationToken)))).SelectMany(o => o).ToList();
        var last = await Task.WhenAll(lanes.Select(l => l.CalmAsync(cancellationToken)));

        var result = new StormResult(outcomes, last, [.. lanes.SelectMany(l => l.Left)]);
        await console.WriteLineAsync(result.ToString());
        if (!result.AllKept)
        {
            return 1;
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private async Task<List<Outcome>> RoundsAsync(Lane lane, CancellationToken cancellationToken)
    {
        var outcomes = new List<Outcome>();
        while (Next() is { } plan)
        {
            outcomes.Add(await lane.RoundAsync(plan, cancellationToken));
        }

        return outcomes;
    }

    private RoundPlan? Next()
    {
        while (Interlocked.Increment(ref taken) is var count && count <= options.Rounds && clock.Elapsed < options.For)
        {
            if (RoundPlan.Draw(options, options.From + count - 1) is var plan && (plan.Torment.Deed != Deed.JumpClock || FalseClock.Library is not null))
            {
                return plan;
            }
        }

        return null;
    }
}
