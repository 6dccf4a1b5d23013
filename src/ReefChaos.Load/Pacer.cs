using ReefChaos.Plans;

namespace ReefChaos.Load;

/// <summary>Hands out each arrival at its intended start, whatever became of those before it.</summary>
internal sealed class Pacer(RunClock clock, IEnumerable<Arrival> arrivals, Action<Arrival> issue)
{
    /// <summary>An end may be ordered during a wait, so no wait is longer.</summary>
    private const double LongestWait = 0.05;

    private double end = double.PositiveInfinity;
    private double passed;

    /// <summary>Every arrival that is due before this second was handed out.</summary>
    public double Passed => Volatile.Read(ref passed);

    /// <summary>The second at or after which nothing is handed out.</summary>
    public double End
    {
        get => Volatile.Read(ref end);
        set => Volatile.Write(ref end, value);
    }

    /// <summary>Returns once <see cref="End"/> is set and all before it is handed out.</summary>
    public void Run()
    {
        PreciseWait.PrepareThread();
        foreach (var arrival in arrivals)
        {
            if (!WaitUntil(arrival.AtSeconds))
            {
                return;
            }

            Volatile.Write(ref passed, arrival.AtSeconds);
            issue(arrival);
        }

        WaitUntil(double.PositiveInfinity);
    }

    /// <summary>False when the end comes first.</summary>
    private bool WaitUntil(double at)
    {
        while (true)
        {
            var now = clock.Now;
            if (at >= End)
            {
                // The books close by this: what was due until now is out, and nothing else will come.
                Volatile.Write(ref passed, double.PositiveInfinity);
                return false;
            }

            if (now >= at)
            {
                return true;
            }

            Volatile.Write(ref passed, Math.Max(Passed, Math.Min(at, now)));
            PreciseWait.Until(clock.TimestampOf(Math.Min(at, now + LongestWait)));
        }
    }
}
