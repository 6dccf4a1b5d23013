using System.CommandLine;
using System.CommandLine.Parsing;
using ReefChaos.Engine;

namespace ReefChaos.Cli;

/// <summary>Runs a command and turns whatever it throws into a message and an exit code.</summary>
internal static class Host
{
    /// <summary>After ctrl-C, what an arm may take to disarm, to stop its processes and to write its reports.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"reef: error: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"Try '{Path(parsed.CommandResult)} --help'.");
            return (int)ExitCode.InvalidInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTime });
        }
        catch (InvalidInputException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return (int)ExitCode.InvalidInput;
        }
        catch (EnvironmentLacksException e)
        {
            await Console.Error.WriteLineAsync($"reef: error: {e.Message}");
            return (int)ExitCode.EnvironmentLacks;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("reef: cancelled");
            return (int)ExitCode.Cancelled;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"reef: this is a defect of ReefChaos: please report it with the text below.{Environment.NewLine}{e}");
            return (int)ExitCode.Defect;
        }
    }

    /// <summary>The command as it was typed: <c>reef list faults</c>.</summary>
    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "reef";
}
