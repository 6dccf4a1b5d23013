namespace ReefChaos.Engine.Running.Targets;

/// <summary>The sockets that a .NET process makes for debuggers, and leaves behind when it is killed.</summary>
internal static class DiagnosticFiles
{
    public static void DeleteOf(int processId)
    {
        foreach (var pattern in new[] { $"dotnet-diagnostic-{processId}-*-socket", $"clr-debug-pipe-{processId}-*" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), pattern))
            {
                try
                {
                    File.Delete(file);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Another user's process had the same id once.
                }
            }
        }
    }
}
