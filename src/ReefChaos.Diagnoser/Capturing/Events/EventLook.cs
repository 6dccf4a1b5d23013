using System.Diagnostics.Tracing;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.RuntimeEvents;
using static ReefChaos.RuntimeEvents.RuntimeProviders;

namespace ReefChaos.Diagnoser.Capturing.Events;

/// <summary>Listens to a runtime's own events while it is open: waits for locks, collections, meters, samples of allocations.</summary>
internal sealed class EventLook : IAsyncDisposable
{
    private const long Allocations = 0x80000000000;
    private const long ForceCollection = 0x800000;
    private const int BufferMiB = 16;

    /// <summary>The reason of a collection that somebody asked for.</summary>
    private const int Induced = 1;

    /// <summary>A process that is paused accepts connections and does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly DiagnosticsClient client;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource end = new();
    private EventPipeSession? session;
    private Task reading = Task.CompletedTask;
    private volatile TaskCompletionSource collected = new();
    private bool isInduced;

    private EventLook(DiagnosticsClient client, TimeProvider time)
    {
        (this.client, this.time) = (client, time);
    }

    public PauseTally Pauses { get; } = new();

    public ContentionTally Locks { get; } = new();

    public HeapTally Heap { get; } = new();

    public MetricTally Meters { get; } = new();

    public AllocationTally Made { get; } = new();

    /// <summary>The open look, or why there is none.</summary>
    public static async Task<(EventLook? Look, string? WhyNot)> OpenAsync(DiagnosticsClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var look = new EventLook(client, time);
        try
        {
            await look.StartAsync(cancellationToken).ConfigureAwait(false);
            return (look, null);
        }
        catch (Exception e) when (IsTheirs(e, cancellationToken))
        {
            await look.DisposeAsync().ConfigureAwait(false);
            return (null, $"its runtime sends no events ({Line(e)}): lock times, requests and collections are not known");
        }
    }

    /// <summary>Has the runtime collect its heap, so that only what is in use is left there. False where it did not in time.</summary>
    public async Task<bool> CollectAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Pauses.BeginOurs();
        try
        {
            using var late = Late(patience, cancellationToken);
            collected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var force = new EventPipeProvider(Runtime, EventLevel.Informational, Collections | ForceCollection);
            using var forcing = await client.StartEventPipeSessionAsync(force, requestRundown: false, BufferMiB, late.Token).ConfigureAwait(false);
            await collected.Task.WaitAsync(late.Token).ConfigureAwait(false);
            await forcing.StopAsync(late.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsTheirs(e, cancellationToken))
        {
            return false;
        }
        finally
        {
            Pauses.EndOurs();
        }
    }

    /// <summary>Never throws, and never waits long: the process may be gone.</summary>
    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(Patience, time);
        try
        {
            if (session is not null)
            {
                await session.StopAsync(late.Token).ConfigureAwait(false);
                await reading.WaitAsync(late.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsTheirs(e, CancellationToken.None))
        {
            // What it had sent is there.
        }

        await end.CancelAsync().ConfigureAwait(false);
        session?.Dispose();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        using var late = Late(Patience, cancellationToken);
        session = await client.StartEventPipeSessionAsync(
            [
                new(Runtime, EventLevel.Informational, Collections | Contention | Allocations),
                new(RuntimeProviders.Meters, EventLevel.Informational, TimeSeries, Asking("System.Runtime,System.Net.Http,Microsoft.AspNetCore.Hosting")),
            ],
            requestRundown: false, BufferMiB, late.Token).ConfigureAwait(false);
        reading = Task.Run(() => new EventStream(session.EventStream, Take).ReadAsync(end.Token), CancellationToken.None);
    }

    private void Take(RuntimeEvent happened)
    {
        var payload = new EventCursor(happened.Payload);
        switch (happened.Kind)
        {
            case { Provider: RuntimeProviders.Meters, Name: var name }:
                Meters.Take(name, happened.Payload);
                break;
            case { Provider: Runtime, Id: SuspendBegan }:
                Pauses.Begin(happened.Time);
                break;
            case { Provider: Runtime, Id: Resumed }:
                Pauses.End(happened.Time);
                if (isInduced)
                {
                    collected.TrySetResult();
                }

                break;
            case { Provider: Runtime, Id: CollectionStarted }:
                // Number, generation, reason.
                payload.Bytes(2 * sizeof(int));
                isInduced = payload.Int32() == Induced;
                Pauses.Collected();
                break;
            case { Provider: Runtime, Id: CollectionEnded or HeapMeasured }:
                Heap.Take(happened);
                break;
            case { Provider: Runtime, Id: ContentionBegan }:
                // Flags, instance, lock, object, owner.
                payload.Bytes(3 + sizeof(long));
                Locks.Begin(happened.Thread, (ulong)payload.Int64(), (ulong)payload.Int64());
                break;
            case { Provider: Runtime, Id: ContentionEnded }:
                payload.Bytes(3);
                Locks.End(happened.Thread, payload.Double() / 1e9);
                break;
            case { Provider: Runtime, Id: 303 }:
                // Kind, instance, type.
                payload.Bytes(sizeof(int) + sizeof(short) + sizeof(long));
                Made.Take(payload.Text(), happened.Stack);
                break;
        }
    }

    private static CancellationTokenSource Late(TimeSpan patience, CancellationToken cancellationToken)
    {
        var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(patience);
        return late;
    }

    private static bool IsTheirs(Exception e, CancellationToken ours) =>
        e is ServerNotAvailableException or ServerErrorException or UnsupportedCommandException or IOException or SocketException or TimeoutException or InvalidDataException or ObjectDisposedException
        || (e is OperationCanceledException && !ours.IsCancellationRequested);

    private static string Line(Exception e) => e is OperationCanceledException ? "it does not answer" : e.Message.Split('\n')[0].TrimEnd('.', ' ');
}
