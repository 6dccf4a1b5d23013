using System.CommandLine;
using ReefChaos.Cli.Commands;

namespace ReefChaos.Cli;

internal static class Root
{
    public static RootCommand Make() => new("Breaks a .NET service in the ways that production does, and says with evidence whether its defences held.")
    {
        InitCommand.Make(),
        RunCommand.Make(),
        ValidateCommand.Make(),
        JudgeCommand.Make(),
        ListCommand.Make(),
        DiagnoseCommand.Make(),
        DoctorCommand.Make(),
        SchemaCommand.Make(),
    };
}
