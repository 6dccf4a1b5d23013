namespace ReefChaos.Engine;

/// <summary>Finds out before the run whether its results can be kept.</summary>
internal static class OutputFolderCheck
{
    /// <exception cref="EnvironmentLacksException">Nothing can be written there.</exception>
    public static void MustBeWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".reef-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"The output folder {folder} cannot be written: {e.Message} Choose another with --output.", e);
        }
    }
}
