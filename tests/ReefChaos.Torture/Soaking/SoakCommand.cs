using System.CommandLine;

namespace ReefChaos.Torture.Soaking;

/// <summary><c>soak</c>: the shipped scenarios again and again, beside noise.</summary>
internal static class SoakCommand
{
    public static Command Make()
    {
        var runs = new Option<int>("--runs") { Description = "How many scenarios at most.", DefaultValueFactory = _ => int.MaxValue };
        var duration = ForOption.Make("No scenario begins after that time, such as 10m.");
        var target = new Option<string>("--target") { Description = "process, container, or both in turns.", DefaultValueFactory = _ => "process" };
        target.AcceptOnlyFromAmong("process", "container", "both");
        var noise = new Option<NoiseLevel>("--noise") { Description = "What goes on beside them.", DefaultValueFactory = _ => NoiseLevel.Changing };
        var seed = new Option<int>("--seed") { Description = "The order of the noises follows from it.", DefaultValueFactory = _ => Environment.TickCount & 0xFFFF };
        var parallel = new Option<int>("--parallel") { Description = "How many scenarios go on beside each other.", DefaultValueFactory = _ => 1 };
        var command = new Command("soak", "Runs the shipped scenarios, which are all meant to be Held, beside noise, and counts the verdicts.")
        {
            runs, duration, target, noise, seed, parallel,
        };
        command.SetAction((parsed, cancellationToken) => new Soak(
            new SoakOptions(
                parsed.GetValue(runs), parsed.GetValue(duration).Value, parsed.GetValue(target)!, parsed.GetValue(noise), parsed.GetValue(seed),
                Math.Max(1, parsed.GetValue(parallel))),
            Console.Out).RunAsync(cancellationToken));
        return command;
    }
}
