using System.Diagnostics;
using System.Threading.Channels;
using ReefChaos.Engine.Running.Companions;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Histories;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Load;

/// <summary>The runner's end of a load worker process. Disposing kills it.</summary>
/// <remarks>
/// Should this process die instead, the worker's input ends, and it stops by itself. Limit: an order larger than the
/// pipe's buffer (64 KiB) waits for the worker to read it.
/// </remarks>
internal sealed class LoadWorker : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly LineChannel orders;
    private readonly LineChannel replies;
    private readonly ErrorTail errors;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<(long Read, long Known)> clock = Channel.CreateUnbounded<(long, long)>();
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Lock writing = new();
    private long clockOffset;
    private long zeroNanoseconds;
    private volatile bool disposed;

    private LoadWorker(Process process)
    {
        this.process = process;
        orders = new LineChannel(process.StandardInput.BaseStream);
        replies = new LineChannel(process.StandardOutput.BaseStream);
        errors = new ErrorTail(process.StandardError);
    }

    /// <summary>Where the worker's files are by default.</summary>
    public static string DefaultDll => Path.Combine(AppContext.BaseDirectory, "load", "ReefChaos.Load.dll");

    public int ProcessId => process.Id;

    /// <summary>For the history as they are. Completes after the worker has exited; a death before its report is a fatal <see cref="Trouble"/>.</summary>
    public ChannelReader<Entry> Entries => entries.Reader;

    /// <summary>Ends with the exit code, expected or not, after the last entry. It never faults.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>Ends when the worker is warm and waits for <see cref="Begin"/>.</summary>
    /// <param name="environment">Added to this process's own.</param>
    /// <exception cref="EnvironmentLacksException">The worker cannot be started here.</exception>
    public static async Task<LoadWorker> StartAsync(
        string workerDll, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var worker = new LoadWorker(Companion.Start("load worker", workerDll, environment));
        new Thread(worker.Listen) { IsBackground = true, Name = "load replies" }.Start();
        try
        {
            await worker.ready.Task.WaitAsync(StartLimit, cancellationToken).ConfigureAwait(false);
            worker.clockOffset = await worker.AskClockAsync(cancellationToken).WaitAsync(StartLimit, cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch (Exception e)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
            throw e is OperationCanceledException ? e
                : new EnvironmentLacksException($"The load worker did not start: {(e is TimeoutException ? $"it took too long. {worker.errors}" : e.Message)}", e);
        }
    }

    /// <summary>Once; time zero may still be ahead.</summary>
    /// <param name="order">With time zero on our own clock: the worker is told it on its own.</param>
    public void Begin(BeginLoad order)
    {
        Volatile.Write(ref zeroNanoseconds, order.ZeroNanoseconds);
        Send(order with { ZeroNanoseconds = order.ZeroNanoseconds + clockOffset });
    }

    /// <summary>No request that is due at or after this second is sent. Those under way are waited for: up to the profile's timeout.</summary>
    public void End(double atSeconds) => Send(new EndLoad(atSeconds));

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited already.
        }

        await Task.WhenAny(Exited, Task.Delay(KillLimit, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        orders.Dispose();
        replies.Dispose();
        DiagnosticFiles.DeleteOf(process.Id);
        process.Dispose();
    }

    private async Task<long> AskClockAsync(CancellationToken cancellationToken)
    {
        var answers = new List<(long Asked, long Read, long Known)>();
        for (var i = 0; i < ClockOffset.Questions; i++)
        {
            var asked = MonotonicClock.Nanoseconds;
            Send(new AskClock());
            var (read, known) = await clock.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            answers.Add((asked, read, known));
        }

        return ClockOffset.Nanoseconds(answers);
    }

    /// <summary>A dead worker is no error of the order: its death is told by <see cref="Entries"/>.</summary>
    private void Send(LoadOrder order)
    {
        try
        {
            lock (writing)
            {
                orders.Write(order);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // See above.
        }
    }

    /// <summary>Runs on a thread of its own until the worker's output ends, as it does when the worker does.</summary>
    private void Listen()
    {
        var reported = false;
        var why = "";
        try
        {
            while (replies.Read<LoadReply>() is { } reply)
            {
                reported |= reply is LoadEntry { Entry: GeneratorReport };
                why = Handle(reply) ?? why;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ObjectDisposedException)
        {
            why = e.Message;
        }

        Finish(reported, why);
    }

    /// <returns>What the worker says it died of.</returns>
    private string? Handle(LoadReply reply)
    {
        switch (reply)
        {
            case LoadReady:
                ready.TrySetResult();
                return null;
            case ClockReading reading:
                clock.Writer.TryWrite((reading.Nanoseconds, MonotonicClock.Nanoseconds));
                return null;
            case LoadEntry entry:
                entries.Writer.TryWrite(entry.Entry);
                return null;
            default:
                return (reply as LoadFailed)?.Why;
        }
    }

    private void Finish(bool reported, string why)
    {
        var code = Reap();
        var message = $"The load worker ended with exit code {code} before its report. {why} {errors}".TrimEnd();
        if (!reported && !disposed)
        {
            entries.Writer.TryWrite(new Trouble("load", message, Fatal: true) { At = Now() });
        }

        entries.Writer.TryComplete();
        ready.TrySetException(new IOException(message));
        clock.Writer.TryComplete(new IOException(message));
        exited.TrySetResult(code);
    }

    /// <summary>A worker whose output has ended, or makes no sense, has no more use.</summary>
    private int Reap()
    {
        try
        {
            if (!process.WaitForExit(KillLimit))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(KillLimit);
            }

            return process.ExitCode;
        }
        catch (InvalidOperationException)
        {
            return -1;
        }
    }

    /// <summary>Seconds since the load began; 0 before it.</summary>
    private double Now() => Volatile.Read(ref zeroNanoseconds) is var zero and not 0 ? (MonotonicClock.Nanoseconds - zero) / 1e9 : 0;
}
