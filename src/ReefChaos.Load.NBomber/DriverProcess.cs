using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load.NBomber;

/// <summary>The dialogue with the runner, as the built-in worker has it: ready, clock, begin, end.</summary>
internal static class DriverProcess
{
    public const int Completed = 0;
    public const int Failed = 1;

    /// <summary>NBomber takes about 4 s for a session of its shortest, 1 s.</summary>
    private static readonly TimeSpan WarmupLimit = TimeSpan.FromSeconds(20);

    /// <param name="exit">Ends the process at once; called on a thread of its own.</param>
    public static int Run(LineChannel orders, LineChannel replies, Driver driver, Action<int> exit)
    {
        try
        {
            WarmUp(driver);
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

            using var run = new DriverRun(begin, entry => replies.Write<LoadReply>(new LoadEntry(entry)));
            new Thread(() => Listen(orders, run, exit)) { IsBackground = true, Name = "orders" }.Start();
            run.Run(driver);
            return Completed;
        }
        catch (Exception e)
        {
            TryTell(replies, e);
            return Failed;
        }
    }

    /// <summary>NBomber's own code is compiled in its first session, which would make a real one late.</summary>
    private static void WarmUp(Driver driver)
    {
        IReadOnlyList<Simulation> shortest = [new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), 20, Interval: TimeSpan.FromSeconds(1))];
        var session = driver.Start(new SessionPlan("warm-up", shortest, () => Task.CompletedTask, () => Task.FromResult(true)));
        if (Task.WaitAny([session.Ended], WarmupLimit) < 0)
        {
            throw new TimeoutException($"NBomber did not end a session of one second within {WarmupLimit.TotalSeconds} s.");
        }

        if (session.Ended.Exception?.InnerException is { } error)
        {
            throw new NotSupportedException($"NBomber does not run here: {error.Message}", error);
        }
    }

    /// <summary>The end of input means that the runner died: nobody reads what is still to come, so all ends at once.</summary>
    private static void Listen(LineChannel orders, DriverRun run, Action<int> exit)
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

    /// <summary>What NBomber cannot do is no defect of ours, whose place matters.</summary>
    private static void TryTell(LineChannel replies, Exception e)
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
