using System.CommandLine;
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

            await Console.Error.WriteLineAsync($"Try 'reef {string.Join(' ', parsed.CommandResult.Command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => c.Name).Append(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name)).Trim()} --help'.".Replace("  ", " ", StringComparison.Ordinal));
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
}
