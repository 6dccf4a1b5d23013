using System.Text;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests;

/// <summary>What dead runners left on the machine: processes, cgroups, temporary folders, containers and networks that carry an owner label.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<string> All() => [.. Processes(), .. Cgroups(), .. Folders(), .. Docker.Owned(IsDead)];

    /// <summary>The process that a living runner started with a socket for the agent; null while there is none.</summary>
    public static int? TargetOf(int runner) => Directory.GetDirectories("/proc")
        .Where(d => Path.GetFileName(d).All(char.IsAsciiDigit))
        .Where(d => Environ(d) is var variables
            && variables.Any(v => v.StartsWith($"{AgentEnvironment.Owner}={runner}:", StringComparison.Ordinal))
            && variables.Any(v => v.StartsWith(AgentEnvironment.Socket + "=", StringComparison.Ordinal)))
        .Select(d => (int?)int.Parse(Path.GetFileName(d), System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static IEnumerable<string> Processes() => Directory.GetDirectories("/proc")
        .Where(d => Path.GetFileName(d).All(char.IsAsciiDigit))
        .Where(d => Environ(d).FirstOrDefault(v => v.StartsWith(AgentEnvironment.Owner + "=", StringComparison.Ordinal)) is { } owner
            && IsDead(owner.Split('=', ':')[1]));

    private static IEnumerable<string> Cgroups() => !Directory.Exists("/sys/fs/cgroup")
        ? []
        : Directory
            .EnumerateDirectories("/sys/fs/cgroup", "reefchaos.*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true })
            .Where(d => IsDead(Path.GetFileName(d).Split('.')[1]));

    private static IEnumerable<string> Folders() => Directory.GetDirectories(Path.GetTempPath(), "reefchaos-*")
        .SelectMany(Directory.GetDirectories)
        .Where(d => IsDead(Path.GetFileName(d).Split('.')[0]));

    private static bool IsDead(string processId) => !Directory.Exists($"/proc/{processId}");

    private static string[] Environ(string process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "environ"))).Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
