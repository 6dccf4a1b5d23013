namespace ReefChaos.RuntimeEvents;

/// <summary>What a .NET runtime can be asked to tell of itself while it runs, and by which numbers it tells it.</summary>
internal static class RuntimeProviders
{
    public const string Runtime = "Microsoft-Windows-DotNETRuntime";
    public const string Meters = "System.Diagnostics.Metrics";

    public const long Collections = 0x1;
    public const long Contention = 0x4000;
    public const long TimeSeries = 0x2;

    public const int CollectionStarted = 1;
    public const int CollectionEnded = 2;
    public const int Resumed = 3;
    public const int HeapMeasured = 4;
    public const int SuspendBegan = 9;
    public const int ContentionBegan = 81;
    public const int ContentionEnded = 91;

    /// <param name="meters">Names of meters, or <c>METER\INSTRUMENT</c>, joined by commas.</param>
    /// <remarks>
    /// A process has one session of meters, which all that ask for it in this way share, other tools included. All must ask for the same
    /// period and sizes: those of dotnet-monitor.
    /// </remarks>
    public static Dictionary<string, string> Asking(string meters) => new()
    {
        ["SessionId"] = "SHARED",
        ["ClientId"] = Guid.NewGuid().ToString(),
        ["Metrics"] = meters,
        ["RefreshInterval"] = "1",
        ["MaxTimeSeries"] = "1000",
        ["MaxHistograms"] = "20",
    };
}
