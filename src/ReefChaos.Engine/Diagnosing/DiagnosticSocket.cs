using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>The socket that a .NET process opens for diagnostics, in its own temporary folder and under its own process id.</summary>
internal static class DiagnosticSocket
{
    /// <param name="root">In front of the paths that the process sees.</param>
    /// <returns>Null where it has none, or none that can be reached from here.</returns>
    public static string? Find(Procfs processes, int id, string root)
    {
        var own = processes.OwnIdOf(id).ToString(CultureInfo.InvariantCulture);
        var folder = root + (processes.Variable(id, "TMPDIR") is { Length: > 0 } set ? set : "/tmp");
        try
        {
            // A process that was killed leaves its socket behind, and a later one may get the same id: the newest is the one that lives.
            return Directory.EnumerateFiles(folder, $"dotnet-diagnostic-{own}-*-socket").MaxBy(File.GetLastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
