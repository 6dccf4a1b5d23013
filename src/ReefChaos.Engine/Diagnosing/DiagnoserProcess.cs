using ReefChaos.Engine.Running.Companions;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Lets a process of its own look at a target.</summary>
/// <remarks>
/// Reading the memory of a runtime that goes on running can crash the reader, in native code that nobody can guard. It costs that
/// process, and one more try.
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
            (var cause, why) = await TryAsync(order, time, cancellationToken).ConfigureAwait(false);
            if (cause is not null)
            {
                return cause;
            }
        }

        return Nothing(why);
    }

    private static Cause Nothing(string why) => new(Starved: false, [], PauseMs: 0) { Notes = [why] };

    /// <returns>No cause where the diagnoser died: trying again may help. Where it takes too long, it does not.</returns>
    private static async Task<(Cause? Cause, string Why)> TryAsync(DiagnoseOrder order, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Companion.Start("diagnoser", Dll, new Dictionary<string, string>());
        var errors = new ErrorTail(process.StandardError);
        using var orders = new LineChannel(process.StandardInput.BaseStream);
        using var replies = new LineChannel(process.StandardOutput.BaseStream);
        var answer = Task.Factory.StartNew(() => Ask(orders, replies, order), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var limit = TimeSpan.FromSeconds(order.WindowSeconds) + Longest;
            return await answer.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false) is { } reply
                ? (reply.Cause, "")
                : (null, $"the diagnoser ended without an answer. {errors}".TrimEnd());
        }
        catch (TimeoutException)
        {
            return (Nothing("looking took too long"), "");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(KillLimit);
        }
    }

    /// <summary>Null where it died.</summary>
    private static DiagnoseReply? Ask(LineChannel orders, LineChannel replies, DiagnoseOrder order)
    {
        try
        {
            orders.Write(order);
            return replies.Read<DiagnoseReply>();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            return null;
        }
    }
}
