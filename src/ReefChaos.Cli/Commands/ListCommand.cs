using System.CommandLine;
using ReefChaos.Engine.Reading;

namespace ReefChaos.Cli.Commands;

internal static class ListCommand
{
    public static Command Make() => new("list", "Shows what there is to use.") { Faults(), Scenarios() };

    private static Command Faults()
    {
        var command = new Command("faults", "Every fault: what it does, where it acts, and its parameters.");
        command.SetAction(_ =>
        {
            var faults = FaultDocs.All();
            var shared = faults[0].Parameters.Where(p => faults.All(f => f.Parameters.Contains(p))).ToList();
            foreach (var fault in faults)
            {
                Console.WriteLine($"{fault.Name}: {fault.Summary}");
                Console.WriteLine($"  acts at: {string.Join(", ", fault.Sites)}");
                Print(fault.Parameters.Except(shared));
            }

            Console.WriteLine("Every fault:");
            Print(shared);
            return (int)ExitCode.AllHeld;
        });
        return command;
    }

    private static void Print(IEnumerable<FaultParameterDoc> parameters)
    {
        foreach (var parameter in parameters)
        {
            var standard = parameter.IsRequired ? " (required)" : parameter.Default is { } value ? $" (default {value})" : "";
            Console.WriteLine($"  {parameter.Name}: {parameter.Expected}{standard}. {parameter.Summary}".TrimEnd());
        }

        Console.WriteLine();
    }

    private static Command Scenarios()
    {
        var paths = Inputs.Scenarios();
        var profiles = Inputs.Profiles();
        var command = new Command("scenarios", "The scenarios of files and folders, a line each.") { paths, profiles };
        command.SetAction(parsed =>
        {
            foreach (var experiment in Inputs.Prepare(parsed.GetValue(paths)!, parsed.GetValue(profiles)!, seed: null))
            {
                Console.WriteLine($"{experiment.Scenario!.Name}: {experiment.Scenario.Summary}");
            }

            return (int)ExitCode.AllHeld;
        });
        return command;
    }
}
