using System.CommandLine;
using ReefChaos.Engine.Reading;

namespace ReefChaos.Cli.Commands;

internal static class SchemaCommand
{
    public static Command Make()
    {
        var command = new Command("schema", "Prints the JSON Schema of scenario files, for editors.");
        command.SetAction(_ =>
        {
            Console.Write(ScenarioSchema.Generate());
            return (int)ExitCode.AllHeld;
        });
        return command;
    }
}
