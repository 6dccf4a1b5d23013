using System.CommandLine;
using ReefChaos.Cli.Live;
using ReefChaos.Engine;

namespace ReefChaos.Cli.Commands;

internal static class JudgeCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("RUN") { Description = "A run folder, or the output folder of a whole 'reef run'." };
        var command = new Command("judge", "Judges a finished run again, from its folder alone.") { run };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(run)!;
            var results = Experiment.RunFolders(folder).Select(Experiment.JudgeAgain).ToList();
            VerdictTable.Print(LiveView.NewConsole(), results, folder);
            return (int)ExitCodes.Of(results);
        });
        return command;
    }
}
