using System.CommandLine;
using ReefChaos.Cli.Live;
using ReefChaos.Engine.Running.Targets;
using Spectre.Console;

namespace ReefChaos.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Make()
    {
        var command = new Command("doctor", "Tells what this machine can do, and what is missing for more.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var checks = await new MachineProbe().RunAsync(cancellationToken);
            Print(LiveView.NewConsole(), checks);
            return (int)(checks.All(c => c.Ok || !c.Needed) ? ExitCode.AllHeld : ExitCode.EnvironmentLacks);
        });
        return command;
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
