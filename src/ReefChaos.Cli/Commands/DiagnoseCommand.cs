using System.CommandLine;
using System.Text.Json;
using ReefChaos.Engine.Diagnosing;
using ReefChaos.Engine.Reporting;
using ReefChaos.Wire;

namespace ReefChaos.Cli.Commands;

internal static class DiagnoseCommand
{
    public static Command Make()
    {
        var target = new Argument<string>("PID|CONTAINER") { Description = "A .NET process, by its id, or the name or id of its container." };
        var json = new Option<bool>("--json") { Description = "Prints the cause as JSON, and nothing else." };
        var command = new Command("diagnose", "Says which failure mode a running .NET process is in, and where. Changes nothing in it.") { target, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cause = await Diagnosis.RunAsync(parsed.GetValue(target)!, new DiagnosisOptions(), cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(cause, ReefJson.File) : string.Join(Environment.NewLine, CauseWords.Of(cause)));
            return (int)ExitCode.AllHeld;
        });
        return command;
    }
}
