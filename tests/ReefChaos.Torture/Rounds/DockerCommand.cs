using System.Diagnostics;

namespace ReefChaos.Torture.Rounds;

/// <summary>Asks the container engine by its own program.</summary>
internal static class DockerCommand
{
    /// <returns>What it printed; nothing where there is no engine.</returns>
    public static async Task<string[]> LinesAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = await docker.StandardOutput.ReadToEndAsync(cancellationToken);
            await docker.WaitForExitAsync(cancellationToken);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
