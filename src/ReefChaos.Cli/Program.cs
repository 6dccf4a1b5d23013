using System.CommandLine;
using ReefChaos.Cli;
using ReefChaos.Cli.Commands;

var root = new RootCommand("Breaks a .NET service in the ways that production does, and says with evidence whether its defences held.")
{
    RunCommand.Make(),
    ValidateCommand.Make(),
    JudgeCommand.Make(),
    ListCommand.Make(),
    DiagnoseCommand.Make(),
    DoctorCommand.Make(),
    SchemaCommand.Make(),
};

return await Host.InvokeAsync(root, args);
