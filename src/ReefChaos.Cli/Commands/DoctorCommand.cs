using System.CommandLine;
using System.Globalization;
using ReefChaos.Cli.Live;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Targets;
using Spectre.Console;

namespace ReefChaos.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Make()
    {
        var load = new Option<bool>("--load") { Description = "Finds the highest rate that the load worker sends on time here. It takes about a minute." };
        var command = new Command("doctor", "Tells what this machine can do, and what is missing for more.") { load };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(load) ? CalibrateAsync(cancellationToken) : ProbeAsync(cancellationToken));
        return command;
    }

    private static async Task<int> ProbeAsync(CancellationToken cancellationToken)
    {
        var checks = await new MachineProbe().RunAsync(cancellationToken);
        Print(LiveView.NewConsole(), checks);
        return (int)(checks.All(c => c.Ok || !c.Needed) ? ExitCode.AllHeld : ExitCode.EnvironmentLacks);
    }

    private static async Task<int> CalibrateAsync(CancellationToken cancellationToken)
    {
        var console = LiveView.NewConsole();
        var kept = 0;
        await foreach (var step in LoadCalibration.RunAsync(cancellationToken))
        {
            var report = step.Report;
            console.MarkupLine(string.Create(CultureInfo.InvariantCulture,
                $"{(step.OnTime ? "[green]on time[/]" : "[yellow]late   [/]")} {step.Rate,7:#,0}/s  late by p50 {report.LatenessP50Ms:0.000} ms, p99 {report.LatenessP99Ms:0.000} ms, at most {report.LatenessMaxMs:0.0} ms; {report.CpuShare:0.00} cores, {report.Unsent} unsent"));
            kept = step.OnTime ? step.Rate : kept;
        }

        console.WriteLine(kept > 0
            ? string.Create(CultureInfo.InvariantCulture, $"One load worker sends up to {kept:#,0} requests/s on time here (p99 at most {LoadCalibration.OnTimeMs:0} ms late).")
            : "Not even the lowest rate is sent on time here: expect inconclusive verdicts. Let other work end first.");
        return (int)(kept > 0 ? ExitCode.AllHeld : ExitCode.EnvironmentLacks);
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<MachineCheck> checks)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("state", "name", "detail");
        foreach (var check in checks)
        {
            var state = check.Ok ? "[green]ok[/]" : check.Needed ? "[red]missing[/]" : "[yellow]lacking[/]";
            table.AddRow(state, Markup.Escape(check.Name), Markup.Escape(check.Remedy is null ? check.Detail : $"{check.Detail}\n→ {check.Remedy}"));
        }

        console.Write(table);
    }
}
