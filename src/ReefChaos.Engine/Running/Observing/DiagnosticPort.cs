using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Where the target's runtime calls, and where the runner's diagnostics clients get through to it, also after it was started again.</summary>
/// <remarks>
/// A client connects to a socket of this port and is spliced to the call that waits. <see cref="DiagnosticsClientConnector"/>
/// could listen by itself, but then its client knows one life of the target only, and a container's user may not open its socket.
/// Nothing here throws or waits for long: a target that never calls has no .NET runtime, or one whose diagnostics are off.
/// </remarks>
internal sealed class DiagnosticPort : IAsyncDisposable
{
    /// <summary>What a client is let wait for the runtime's next call, which follows the one before within milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource disposed = new();
    private readonly ConcurrentDictionary<Task, byte> serving = [];
    private readonly DiagnosticLink link;
    private readonly TimeProvider time;
    private readonly RuntimeCalls calls;
    private readonly List<UnixListener> listeners = [];

    private DiagnosticPort(DiagnosticLink link, TimeProvider time)
    {
        (this.link, this.time) = (link, time);
        calls = new RuntimeCalls(time);
    }

    /// <summary>Best before the target starts: it calls once it does, and then again and again.</summary>
    public static DiagnosticPort Open(DiagnosticLink link, TimeProvider time)
    {
        var port = new DiagnosticPort(link, time);
        port.Listen(link.Socket, port.WelcomeAsync);
        port.Listen(link.ClientSocket, port.SpliceAsync);
        return port;
    }

    /// <summary>A client of whatever process the target is when it is asked. Asked while the target is down, it fails within seconds.</summary>
    /// <returns>Null where no runtime calls within the time.</returns>
    public async Task<DiagnosticsClient?> ClientAsync(TimeSpan within, CancellationToken cancellationToken) =>
        await calls.AnyAsync(within, cancellationToken).ConfigureAwait(false)
            ? (await DiagnosticsClientConnector.FromDiagnosticPort($"{link.ClientSocket},connect", cancellationToken).ConfigureAwait(false)).Instance
            : null;

    /// <returns>Null where no runtime calls within the time, or it does not answer.</returns>
    public async Task<RuntimeProgram?> AskProgramAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var call = await calls.TakeAsync(within, cancellationToken).ConfigureAwait(false);
        return call is null ? null : await RuntimeQuestion.AskProgramAsync(call, time, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed.IsCancellationRequested)
        {
            return;
        }

        await disposed.CancelAsync().ConfigureAwait(false);
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(serving.Keys).ConfigureAwait(false);
        calls.Dispose();
        disposed.Dispose();
    }

    /// <summary>A place where nobody can listen costs the diagnostics, and not the run.</summary>
    private void Listen(string path, Func<Socket, Task> serve)
    {
        try
        {
            listeners.Add(new UnixListener(path, socket => Keep(UnlessOverAsync(serve(socket)))));
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Nobody will call.
        }
    }

    private static async Task UnlessOverAsync(Task serving)
    {
        try
        {
            await serving.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The arm is.
        }
    }

    private void Keep(Task task)
    {
        serving[task] = 0;
        _ = task.ContinueWith(t => serving.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task WelcomeAsync(Socket call)
    {
        Guid? runtime = null;
        try
        {
            runtime = await RuntimeQuestion.ReadGreetingAsync(call, time, disposed.Token).ConfigureAwait(false);
        }
        finally
        {
            if (runtime is { } known)
            {
                calls.Add(known, call);
            }
            else
            {
                call.Dispose();
            }
        }
    }

    private async Task SpliceAsync(Socket client)
    {
        using var asking = new NetworkStream(client, ownsSocket: true);
        if (await calls.TakeAsync(Patience, disposed.Token).ConfigureAwait(false) is not { } call)
        {
            return;
        }

        using var answering = new NetworkStream(call, ownsSocket: true);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(disposed.Token);
        var (answers, questions) = (CopyAsync(answering, asking, over.Token), CopyAsync(asking, answering, over.Token));
        await Task.WhenAny(answers, questions).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(answers, questions).ConfigureAwait(false);
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        try
        {
            await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, and with it the talk.
        }
    }
}
