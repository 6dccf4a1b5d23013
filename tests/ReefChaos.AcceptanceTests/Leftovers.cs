using System.Text;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests;

/// <summary>What a runner may have left on the machine: processes, cgroups and temporary folders that carry an owner label.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<string> All() => [.. Processes(), .. Cgroups(), .. Folders()];

    private static IEnumerable<string> Processes() => Directory.GetDirectories("/proc")
        .Where(d => Path.GetFileName(d).All(char.IsAsciiDigit))
        .Where(d => Environ(d).Contains(AgentEnvironment.Owner + "=", StringComparison.Ordinal));

    private static IEnumerable<string> Cgroups() => !Directory.Exists("/sys/fs/cgroup")
        ? []
        : Directory.EnumerateDirectories("/sys/fs/cgroup", "reefchaos.*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true });

    private static IEnumerable<string> Folders() => Directory.GetDirectories(Path.GetTempPath(), "reefchaos-*").SelectMany(Directory.GetDirectories);

    private static string Environ(string process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "environ")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
