using System.CommandLine;
using System.Text.Json;
using ReefChaos.Cli.Live;
using ReefChaos.Engine.Diagnosing;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Cli.Commands;

internal static class DiagnoseCommand
{
    public static Command Make()
    {
        var target = new Argument<string>("PID|CONTAINER") { Description = "A .NET process on this machine: its id, or the name or id of its container." };
        var json = new Option<bool>("--json") { Description = "Prints the cause as JSON, and nothing else." };
        var watch = new Option<bool>("--watch") { Description = "Looks again and again until ctrl-C, and shows what changed." };
        var dump = new Option<string>("--dump") { Description = "Also writes a dump of the process there. This holds the process up, for seconds.", HelpName = "FILE" };
        var command = new Command("diagnose", "Says which failure mode a running .NET process is in, and where. Changes nothing in it.") { target, json, watch, dump };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Diagnosed(parsed.GetValue(target)!, parsed.GetValue(dump), parsed.GetValue(json), parsed.GetValue(watch)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Diagnosed what, CancellationToken cancellationToken)
    {
        var target = await DiagnosisTarget.FindAsync(what.Target, cancellationToken);
        var previous = await LookAsync(target, what, before: null, cancellationToken);
        while (what.Watch)
        {
            previous = await LookAsync(target, what, previous, cancellationToken);
        }

        if (what.Dump is { } file)
        {
            await Diagnosis.DumpAsync(target, file, cancellationToken);
        }

        return (int)ExitCode.AllHeld;
    }

    private static async Task<Cause> LookAsync(DiagnosisTarget target, Diagnosed what, Cause? before, CancellationToken cancellationToken)
    {
        var cause = await Diagnosis.RunAsync(target, new DiagnosisOptions(), cancellationToken);
        if (what.Json)
        {
            // A line for each look, so that a program can read them as they come.
            Console.WriteLine(JsonSerializer.Serialize(cause, what.Watch ? ReefJson.Line : ReefJson.File));
        }
        else
        {
            CauseText.Print(LiveView.NewConsole(), cause, before);
        }

        return cause;
    }

    private sealed record Diagnosed(string Target, string? Dump, bool Json, bool Watch);
}
