using System.Diagnostics;

namespace ReefChaos.Engine.Running.Companions;

/// <summary>The programs that run in processes of their own beside the runner, and lie in folders beside it.</summary>
internal static class Companion
{
    /// <summary>Starts it with all three of its streams in our hands.</summary>
    /// <param name="name">In messages, such as <c>load worker</c>.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <exception cref="EnvironmentLacksException">It cannot be started here.</exception>
    public static Process Start(string name, string dll, IReadOnlyDictionary<string, string> environment)
    {
        if (!File.Exists(dll))
        {
            throw new EnvironmentLacksException($"The {name} is missing: there is no file '{dll}'. Build or install ReefChaos again.");
        }

        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", dll])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EnvironmentLacksException($"The {name} cannot be started with '{start.FileName}': {e.Message}", e);
        }
    }
}
