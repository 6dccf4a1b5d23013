using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Has a runtime write its process's memory into a file, for other tools.</summary>
internal static class Dump
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task WriteAsync(DiagnoseOrder target, string file, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        if (File.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new InvalidInputException([new Problem(file, 0, 0, File.Exists(path) ? "exists already; give a new name to --dump" : "its folder does not exist; make it, or give another to --dump")]);
        }

        // The process writes it, where it can: in a container that is not where we are.
        var theirs = target.Root.Length == 0 ? path : $"/tmp/reefchaos-{Guid.NewGuid():N}.dump";
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (target.Socket is not { } socket)
            {
                throw new EnvironmentLacksException("No dump was written: the process's runtime offers no diagnostics. Start it without DOTNET_EnableDiagnostics=0.");
            }

            await using var connector = await DiagnosticsClientConnector.FromDiagnosticPort($"{socket},connect", either.Token).ConfigureAwait(false);
            await connector.Instance.WriteDumpAsync(DumpType.WithHeap, theirs, logDumpGeneration: false, either.Token).ConfigureAwait(false);
            if (target.Root.Length > 0)
            {
                File.Move(target.Root + theirs, path);
            }
        }
        catch (Exception e) when (e is DiagnosticsClientException or IOException or UnauthorizedAccessException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new EnvironmentLacksException($"No dump was written: {e.Message.Split('\n')[0]} Is there room, may the process write there, and may it trace itself?", e);
        }
    }
}
