using System.Diagnostics;

namespace ReefChaos.Engine.Diagnosing.Capturing.Events;

/// <summary>Pauses of the whole process, of the runtime's own events: those that looking caused, and the others.</summary>
internal sealed class PauseTally
{
    private readonly Lock latch = new();
    private long began;
    private long oursSince = long.MaxValue;
    private long oursUntil = long.MaxValue;
    private double longestOurs;
    private double others;
    private long gen0;

    /// <summary>From now on, a pause counts as caused by looking.</summary>
    public void BeginOurs()
    {
        lock (latch)
        {
            (oursSince, oursUntil) = (Stopwatch.GetTimestamp(), long.MaxValue);
        }
    }

    public void EndOurs()
    {
        lock (latch)
        {
            oursUntil = Stopwatch.GetTimestamp();
        }
    }

    public void Forget()
    {
        lock (latch)
        {
            (longestOurs, others, gen0) = (0, 0, 0);
        }
    }

    public double LongestOursMs
    {
        get
        {
            lock (latch)
            {
                return longestOurs * 1000;
            }
        }
    }

    public double OtherSeconds
    {
        get
        {
            lock (latch)
            {
                return others;
            }
        }
    }

    public long Collections
    {
        get
        {
            lock (latch)
            {
                return gen0;
            }
        }
    }

    public void Begin(long time)
    {
        lock (latch)
        {
            began = time;
        }
    }

    public void Collected()
    {
        lock (latch)
        {
            gen0++;
        }
    }

    public void End(long time)
    {
        lock (latch)
        {
            if (began == 0)
            {
                return;
            }

            var seconds = (double)(time - began) / Stopwatch.Frequency;
            if (began >= oursSince && began <= oursUntil)
            {
                longestOurs = Math.Max(longestOurs, seconds);
            }
            else
            {
                others += seconds;
            }

            began = 0;
        }
    }
}
