using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Engine.Running.Observing;

/// <summary>A port in a folder of its own, which fake runtimes call.</summary>
internal sealed class DiagnosticPortBench : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public DiagnosticPortBench()
    {
        Link = new DiagnosticLink(Path.Combine(folder.Location, "calls.sock"), "/in/calls.sock", Path.Combine(folder.Location, "asks.sock"));
        Port = DiagnosticPort.Open(Link, TimeProvider.System);
    }

    public string Folder => folder.Location;

    public DiagnosticLink Link { get; }

    public DiagnosticPort Port { get; }

    public async ValueTask DisposeAsync()
    {
        await Port.DisposeAsync();
        folder.Dispose();
    }
}
