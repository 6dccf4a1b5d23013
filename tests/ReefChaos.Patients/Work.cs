using System.Diagnostics;

namespace ReefChaos.Patients;

internal static class Work
{
    /// <summary>Computes for that long, on this thread.</summary>
    public static double Compute(double milliseconds)
    {
        var clock = Stopwatch.StartNew();
        var sum = 0.0;
        while (clock.Elapsed.TotalMilliseconds < milliseconds)
        {
            for (var i = 1; i < 1_000; i++)
            {
                sum += Math.Sqrt(i);
            }
        }

        return sum;
    }
}
