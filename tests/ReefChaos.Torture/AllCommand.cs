using System.CommandLine;
using ReefChaos.Torture.Coverage;
using ReefChaos.Torture.Fuzzing;
using ReefChaos.Torture.Soaking;

namespace ReefChaos.Torture;

/// <summary><c>all</c>: everything of this program, in a given time.</summary>
internal static class AllCommand
{
    /// <summary>Of each simulated service: enough to tell a wrong interval, in half a minute.</summary>
    private const int SimulatedRuns = 200;

    public static Command Make()
    {
        var duration = CommonOptions.For("What begins within that time, such as 10m, is also ended: a tenth of it damages input, the rest is shared by storm and soak.");
        var seed = new Option<int>("--seed") { Description = "All that is random follows from it.", DefaultValueFactory = _ => Environment.TickCount & 0xFFFF };
        var parallel = CommonOptions.Parallel("How many real runs go on beside each other.");
        var command = new Command("all", "coverage, fuzz, storm and soak, one after the other, in processes and in containers.") { duration, seed, parallel };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(duration).Value, parsed.GetValue(seed), parsed.GetValue(parallel), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan time, int seed, int parallel, CancellationToken cancellationToken)
    {
        var share = time * 0.45;
        var kept = CoverageCommand.Run(SimulatedRuns);
        kept &= FuzzCommand.Run(FuzzCommand.Kinds, (ulong)seed, first: 0, int.MaxValue, time * 0.1);
        kept &= await new Storm(new StormOptions(int.MaxValue, share, seed, From: 1, "both", Only: [], Victims: [], Aimed: false, parallel), Console.Out).RunAsync(cancellationToken) == 0;
        kept &= await new Soak(new SoakOptions(int.MaxValue, share, "both", NoiseLevel.Changing, seed, parallel), Console.Out).RunAsync(cancellationToken) == 0;
        Console.WriteLine(kept ? "\nAll promises were kept." : "\nPromises were broken: see above.");
        return kept ? 0 : 1;
    }
}
