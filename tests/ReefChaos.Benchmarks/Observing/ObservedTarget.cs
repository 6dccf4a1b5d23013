using ReefChaos.Benchmarks.Load;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>A web server with the least that one can do, whose runtime calls a diagnostic port of this program.</summary>
internal sealed class ObservedTarget : IAsyncDisposable
{
    /// <summary>That load it in a closed loop.</summary>
    public const int Connections = 32;

    public static readonly Simulation ClosedLoop = new(SimulationKind.KeepConstant, TimeSpan.FromHours(1), Connections);

    private readonly RunnerFolder folder;

    private ObservedTarget(RunnerFolder folder, DiagnosticPort port, Pinned process, string url) =>
        (this.folder, Port, Process, Url) = (folder, port, process, url);

    public DiagnosticPort Port { get; }

    public Pinned Process { get; }

    public string Url { get; }

    public static async Task<ObservedTarget> StartAsync()
    {
        var folder = RunnerFolder.Create();
        var link = DiagnosticLink.New(folder);
        var port = DiagnosticPort.Open(link, TimeProvider.System);
        var (process, at) = await Pinned.TargetAsync("http1", [.. link.Environment(null).Select(v => $"{v.Key}={v.Value}")]);
        return new ObservedTarget(folder, port, process, $"http://127.0.0.1:{at}");
    }

    public async ValueTask DisposeAsync()
    {
        Process.Dispose();
        await Port.DisposeAsync();
        folder.Dispose();
    }
}
