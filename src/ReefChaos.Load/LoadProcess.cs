using ReefChaos.Load.Running;
using ReefChaos.Wire;

namespace ReefChaos.Load;

/// <summary>The dialogue with the runner: ready, clock, begin, end.</summary>
internal static class LoadProcess
{
    public const int Completed = 0;
    public const int Failed = 1;

    /// <summary>Environment variable: <c>general</c> takes the general path also where the fast one would do, to compare them.</summary>
    public const string PathVariable = "REEFCHAOS_LOAD_PATH";

    private static bool General => Environment.GetEnvironmentVariable(PathVariable) == "general";

    /// <param name="exit">Ends the process at once; called on a thread of its own.</param>
    public static int Run(LineChannel orders, LineChannel replies, Action<int> exit)
    {
        try
        {
            Warmup.Run();
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

            if (first is not BeginLoad begin)
            {
                throw new InvalidDataException("Before 'begin' only 'clock' may stand.");
            }

            using var worker = new Worker(begin, entry => replies.Write<LoadReply>(new LoadEntry(entry)), General);
            new Thread(() => Listen(orders, worker, exit)) { IsBackground = true, Name = "orders" }.Start();
            worker.Run();
            return Completed;
        }
        catch (Exception e)
        {
            TryTell(replies, e);
            return Failed;
        }
    }

    /// <summary>The end of input means that the runner died: nobody reads what is still to come, so all ends at once.</summary>
    private static void Listen(LineChannel orders, Worker worker, Action<int> exit)
    {
        try
        {
            while (orders.Read<LoadOrder>() is { } order)
            {
                if (order is not EndLoad end)
                {
                    throw new InvalidDataException("After 'begin' only 'end' may follow.");
                }

                worker.End(end.AtSeconds);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Console.Error.WriteLine(e.Message);
        }

        exit(Failed);
    }

    private static void TryTell(LineChannel replies, Exception e)
    {
        Console.Error.WriteLine(e);
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
