using Microsoft.Diagnostics.NETCore.Client;

namespace ReefChaos.Engine.Diagnosing.Capturing;

/// <summary>The way to a process's runtime: a connection that it made itself, or its socket.</summary>
internal sealed class DiagnosticPort : IAsyncDisposable
{
    private readonly DiagnosticsClientConnector? connector;

    private DiagnosticPort(DiagnosticsClient client, DiagnosticsClientConnector? connector)
    {
        (Client, this.connector) = (client, connector);
    }

    public DiagnosticsClient Client { get; }

    /// <summary>Null where its runtime offers none.</summary>
    public static async Task<DiagnosticPort?> OpenAsync(DiagnosisTarget target, CancellationToken cancellationToken)
    {
        if (target.Client is { } client)
        {
            return new DiagnosticPort(client, null);
        }

        if (target.Socket is not { } socket)
        {
            return null;
        }

        var connector = await DiagnosticsClientConnector.FromDiagnosticPort($"{socket},connect", cancellationToken).ConfigureAwait(false);
        return new DiagnosticPort(connector.Instance, connector);
    }

    public ValueTask DisposeAsync() => connector?.DisposeAsync() ?? default;
}
