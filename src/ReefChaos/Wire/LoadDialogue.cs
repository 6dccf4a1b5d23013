using ReefChaos.Histories;

namespace ReefChaos.Wire;

/// <summary>One run of a load profile, by whatever sends it.</summary>
public interface ILoadRun : IDisposable
{
    /// <summary>No request that is due at or after this second is sent. From any thread.</summary>
    void End(double atSeconds);

    /// <summary>Returns once the end is ordered and reached, and all requests have ended or timed out.</summary>
    void Run();
}

/// <summary>A load driver's end of the dialogue with the runner: ready, clock, begin, end.</summary>
/// <param name="exit">Ends the process at once; called on a thread of its own.</param>
public sealed class LoadDialogue(LineChannel orders, LineChannel replies, Action<int> exit)
{
    public const int Completed = 0;
    public const int Failed = 1;

    /// <param name="warmUp">Comes before the driver is ready.</param>
    /// <param name="begin">A <see cref="NotSupportedException"/> says what the driver cannot do: that is told, and is no defect whose place matters.</param>
    /// <returns>The exit code.</returns>
    public int Run(Action warmUp, Func<BeginLoad, Action<Entry>, ILoadRun> begin)
    {
        try
        {
            warmUp();
            replies.Write<LoadReply>(new LoadReady());
            var first = orders.Read<LoadOrder>();
            for (; first is AskClock; first = orders.Read<LoadOrder>())
            {
                replies.Write<LoadReply>(new ClockReading(MonotonicClock.Nanoseconds));
            }

            if (first is null)
            {
                return Failed;
            }

            if (first is not BeginLoad order)
            {
                throw new InvalidDataException("Before 'begin' only 'clock' may stand.");
            }

            using var run = begin(order, entry => replies.Write<LoadReply>(new LoadEntry(entry)));
            new Thread(() => Listen(run)) { IsBackground = true, Name = "orders" }.Start();
            run.Run();
            return Completed;
        }
        catch (Exception e)
        {
            TryTell(e);
            return Failed;
        }
    }

    /// <summary>The end of input means that the runner died: nobody reads what is still to come, so all ends at once.</summary>
    private void Listen(ILoadRun run)
    {
        try
        {
            while (orders.Read<LoadOrder>() is { } order)
            {
                if (order is not EndLoad end)
                {
                    throw new InvalidDataException("After 'begin' only 'end' may follow.");
                }

                run.End(end.AtSeconds);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Console.Error.WriteLine(e.Message);
        }

        exit(Failed);
    }

    private void TryTell(Exception e)
    {
        if (e is not NotSupportedException)
        {
            Console.Error.WriteLine(e);
        }

        try
        {
            replies.Write<LoadReply>(new LoadFailed(e.Message));
        }
        catch (IOException)
        {
            // The runner is gone; the exit code remains.
        }
    }
}
