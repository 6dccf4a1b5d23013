using System.Globalization;
using ReefChaos.Engine.Reporting;

namespace ReefChaos.Xunit.Running;

/// <summary>Where a test leaves its results: <c>reports/TIME-SCENARIO</c> beside the test assembly.</summary>
internal static class OutputFolder
{
    public static string New(string scenario, TimeProvider time) => New(Path.Combine(AppContext.BaseDirectory, "reports"), scenario, time);

    /// <summary>One that is not there yet, so that no run writes over another.</summary>
    internal static string New(string reports, string scenario, TimeProvider time)
    {
        var path = Path.Combine(reports, $"{time.GetLocalNow().ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture)}-{scenario}");
        return Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? path : $"{path}-{i}").First(p => !Directory.Exists(p));
    }

    public static string ReportOf(RunResult run) => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(run.Folder))!, "index.html");
}
