using System.CommandLine;

namespace ReefChaos.Torture.Soaking;

/// <summary><c>soak</c>: the shipped scenarios again and again, beside noise.</summary>
internal static class SoakCommand
{
    public static Command Make()
    {
        var runs = new Option<int>("--runs") { Description = "How many scenarios at most.", DefaultValueFactory = _ => int.MaxValue };
        var duration = CommonOptions.For("No scenario begins after that time, such as 10m.");
        var target = CommonOptions.Target("process");
        var noise = new Option<NoiseLevel>("--noise") { Description = "What goes on beside them.", DefaultValueFactory = _ => NoiseLevel.Changing };
        var seed = new Option<int>("--seed") { Description = "The order of the noises follows from it.", DefaultValueFactory = _ => Environment.TickCount & 0xFFFF };
        var parallel = CommonOptions.Parallel("How many scenarios go on beside each other.");
        var command = new Command("soak", "Runs the shipped scenarios, which are all meant to be Held, beside noise, and counts the verdicts.")
        {
            runs, duration, target, noise, seed, parallel,
        };
        command.SetAction((parsed, cancellationToken) => new Soak(
            new SoakOptions(
                parsed.GetValue(runs), parsed.GetValue(duration).Value, parsed.GetValue(target)!, parsed.GetValue(noise), parsed.GetValue(seed),
                parsed.GetValue(parallel)),
            Console.Out).RunAsync(cancellationToken));
        return command;
    }
}
