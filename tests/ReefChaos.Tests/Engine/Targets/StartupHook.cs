using System.Globalization;

/// <summary>Lets a real target write down what its runtime sees; without the variable it does nothing.</summary>
internal static class StartupHook
{
    public const string ReportTo = "REEFCHAOS_TEST_REPORT";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(ReportTo) is { } file)
        {
            File.WriteAllText(file, string.Create(
                CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes}"));
        }
    }
}
