using System.Globalization;

namespace ReefChaos.Torture.Torments;

/// <summary>Connections by Unix sockets, as the kernel lists them.</summary>
internal static class Connections
{
    /// <summary>Shuts down whatever the process has accepted at a socket whose name begins so. Returns how many.</summary>
    public static int ShutDown(int process, string name)
    {
        // NUM: REFCOUNT PROTOCOL FLAGS TYPE STATE INODE PATH. State 03 is connected; only the side that accepted has the path. It is listed where who
        // connected is: the network of the runner, which is also this program's, and not that of a container.
        var inodes = File.ReadLines("/proc/self/net/unix")
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length == 8 && f[5] == "03" && Path.GetFileName(f[7]).StartsWith(name, StringComparison.Ordinal))
            .Select(f => $"socket:[{f[6]}]")
            .ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
            .Where(f => new FileInfo(f).LinkTarget is { } link && inodes.Contains(link))
            .Count(f => Libc.ShutDown(process, int.Parse(Path.GetFileName(f), CultureInfo.InvariantCulture)));
    }
}
