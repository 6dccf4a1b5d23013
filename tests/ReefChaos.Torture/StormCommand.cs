using System.CommandLine;
using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture;

/// <summary><c>storm</c>: real runs, each with one torment at a random instant.</summary>
internal static class StormCommand
{
    public static Command Make()
    {
        var rounds = new Option<int>("--rounds") { Description = "How many rounds at most.", DefaultValueFactory = _ => int.MaxValue };
        var duration = CommonOptions.For("No round begins after that time, such as 10m.");
        var seed = new Option<int>("--seed") { Description = "Rounds of the same seed are the same.", DefaultValueFactory = _ => Environment.TickCount & 0xFFFF };
        var from = new Option<int>("--from") { Description = "The first round, to repeat one of an earlier storm.", DefaultValueFactory = _ => 1 };
        var target = CommonOptions.Target("both");
        var only = new Option<Deed[]>("--only") { Description = "Only these torments.", AllowMultipleArgumentsPerToken = true };
        var victims = new Option<Victim[]>("--victim") { Description = "Only to these of a run.", AllowMultipleArgumentsPerToken = true };
        var aimed = new Option<bool>("--aimed") { Description = "Only while a fault acts on a service without defences, and runners freeze for longer than it may go on." };
        var parallel = CommonOptions.Parallel("How many rounds go on beside each other.");
        var command = new Command("storm", "Kills, freezes and starves what takes part in real runs, fills their disk, cuts their connections and sets their clock.")
        {
            rounds, duration, seed, from, target, only, victims, aimed, parallel,
        };
        command.SetAction((parsed, cancellationToken) => new Storm(
            new StormOptions(
                parsed.GetValue(rounds), parsed.GetValue(duration).Value, parsed.GetValue(seed), parsed.GetValue(from), parsed.GetValue(target)!, parsed.GetValue(only) ?? [],
                parsed.GetValue(victims) ?? [], parsed.GetValue(aimed), parsed.GetValue(parallel)),
            Console.Out).RunAsync(cancellationToken));
        return command;
    }
}
