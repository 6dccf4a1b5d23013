using ReefChaos.Plans;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// Draws of a circular block bootstrap over one-second buckets: how often each second is in each draw. Blocks of about
/// the cube root of the length keep neighbouring seconds together, since load is correlated from second to second.
/// </summary>
internal sealed class Resamples
{
    private readonly int[][] draws;

    public Resamples(int seconds, ulong seed)
    {
        draws = new int[Thresholds.Resamples][];
        var number = 0UL;
        var block = BlockLength(seconds);
        for (var draw = 0; draw < draws.Length; draw++)
        {
            var times = draws[draw] = new int[seconds];
            for (var filled = 0; filled < seconds;)
            {
                var start = (int)(Chance.Draw(seed, number++) * seconds);
                for (var i = 0; i < block && filled < seconds; i++, filled++)
                {
                    times[(start + i) % seconds]++;
                }
            }
        }
    }

    public static int BlockLength(int seconds) => Math.Max(1, (int)Math.Round(Math.Cbrt(seconds)));

    /// <summary>The middle of a statistic over all draws; it is given how often each second counts.</summary>
    public (double Low, double High) Interval(Func<int[], double> statistic) =>
        Distributions.Middle(Array.ConvertAll(draws, times => statistic(times)));
}
