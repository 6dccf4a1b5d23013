using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load.NBomber;

/// <summary>Puts NBomber behind the dialogue that the runner has with every load driver.</summary>
internal static class DriverProcess
{
    /// <summary>NBomber takes about 4 s for a session of its shortest, 1 s.</summary>
    private static readonly TimeSpan WarmupLimit = TimeSpan.FromSeconds(20);

    /// <param name="exit">Ends the process at once; called on a thread of its own.</param>
    public static int Run(LineChannel orders, LineChannel replies, Driver driver, Action<int> exit) =>
        new LoadDialogue(orders, replies, exit).Run(() => WarmUp(driver), (begin, emit) => new DriverRun(begin, driver, emit));

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
}
