using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The way to a process's runtime.</summary>
internal sealed class DiagnosticPort : IAsyncDisposable
{
    private readonly DiagnosticsClientConnector connector;

    private DiagnosticPort(DiagnosticsClientConnector connector) => this.connector = connector;

    public DiagnosticsClient Client => connector.Instance;

    /// <summary>Null where its runtime offers none.</summary>
    public static async Task<DiagnosticPort?> OpenAsync(DiagnoseOrder target, CancellationToken cancellationToken)
    {
        if (target.Socket is not { } socket)
        {
            return null;
        }

        return new DiagnosticPort(await DiagnosticsClientConnector.FromDiagnosticPort($"{socket},connect", cancellationToken).ConfigureAwait(false));
    }

    public ValueTask DisposeAsync() => connector.DisposeAsync();
}
