using ReefChaos.Engine.Running.Companions;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Lets a process of its own look at a target.</summary>
/// <remarks>
/// Reading the memory of a runtime that goes on running can crash the reader, in native code that nobody can guard. It costs that
/// process, and one more try where it had not seen enough yet.
/// </remarks>
internal static class DiagnoserProcess
{
    private const int Tries = 2;

    /// <summary>Beyond the window: to start, to read the heap twice, and to decide.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "diagnoser", "ReefChaos.Diagnoser.dll");

    /// <summary>What cannot be seen is a note of the cause.</summary>
    /// <exception cref="EnvironmentLacksException">The diagnoser cannot be started here.</exception>
    public static async Task<Cause> RunAsync(DiagnoseOrder order, TimeProvider time, CancellationToken cancellationToken)
    {
        var why = "";
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // Who keeps what is asked once only: to follow objects that are being moved is the most dangerous of all.
            var asked = attempt == 0 ? order : order with { HeapBeforeBytes = null };
            (var cause, why) = await TryAsync(asked, time, cancellationToken).ConfigureAwait(false);
            if (cause is not null)
            {
                return cause;
            }
        }

        return Nothing(why);
    }

    private static Cause Nothing(string why) => new(Starved: false, [], PauseMs: 0) { Notes = [why] };

    /// <returns>No cause where the diagnoser died before it had seen enough: trying again may help. Where it takes too long, it does not.</returns>
    private static async Task<(Cause? Cause, string Why)> TryAsync(DiagnoseOrder order, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Companion.Start("diagnoser", Dll, new Dictionary<string, string>());
        var errors = new ErrorTail(process.StandardError);
        using var orders = new LineChannel(process.StandardInput.BaseStream);
        using var replies = new LineChannel(process.StandardOutput.BaseStream);
        Cause? known = null;
        var answer = Task.Factory.StartNew(() => Ask(orders, replies, order, r => Volatile.Write(ref known, r.IsEarly ? null : r.Cause)), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var limit = TimeSpan.FromSeconds(order.WindowSeconds) + Longest;
            await answer.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            return process.WaitForExit(KillLimit) && process.ExitCode == 0 && known is not null
                ? (known, "")
                : Partly(known, $"the diagnoser ended before it was done{(process.HasExited ? FormattableString.Invariant($", with exit code {process.ExitCode}") : "")}. {errors}".TrimEnd());
        }
        catch (TimeoutException)
        {
            return (With(Volatile.Read(ref known) ?? Nothing(""), "looking took too long"), "");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(KillLimit);
        }
    }

    private static (Cause? Cause, string Why) Partly(Cause? known, string why) => known is null ? (null, why) : (With(known, why), "");

    private static Cause With(Cause cause, string note) => cause with { Notes = [.. cause.Notes.Where(n => n.Length > 0), note] };

    /// <summary>Returns when it has ended, or has died.</summary>
    private static void Ask(LineChannel orders, LineChannel replies, DiagnoseOrder order, Action<DiagnoseReply> take)
    {
        try
        {
            orders.Write(order);
            while (replies.Read<DiagnoseReply>() is { } reply)
            {
                take(reply);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            // What it said before counts.
        }
    }
}
