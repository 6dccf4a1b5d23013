using System.CommandLine;

namespace ReefChaos.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Make()
    {
        var paths = Inputs.Scenarios();
        var profiles = Inputs.Profiles();
        var command = new Command("validate", "Checks scenarios and their load profiles without running anything; all errors at once.") { paths, profiles };
        command.SetAction(parsed =>
        {
            var experiments = Inputs.Prepare(parsed.GetValue(paths)!, parsed.GetValue(profiles)!, seed: null);
            foreach (var experiment in experiments)
            {
                Console.WriteLine($"{experiment.File}: valid: {experiment.Scenario!.Name}");
            }

            return (int)ExitCode.AllHeld;
        });
        return command;
    }
}
