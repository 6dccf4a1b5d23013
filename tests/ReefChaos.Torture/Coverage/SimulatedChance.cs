using ReefChaos.Plans;

namespace ReefChaos.Torture.Coverage;

internal sealed class SimulatedChance(ulong seed)
{
    private ulong number;

    public double Uniform() => Chance.Draw(seed, number++);

    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    public int Binomial(int count, double share) => Enumerable.Range(0, count).Count(_ => Uniform() < share);

    /// <summary>Nothing is below <paramref name="scale"/>, and the tail falls with 1/x^<paramref name="index"/>.</summary>
    public double Pareto(double scale, double index) => scale * Math.Pow(1 - Uniform(), -1 / index);

    /// <summary>A series around zero with standard deviation one, each value following the one before.</summary>
    public double[] Correlated(int length, double rho)
    {
        var series = new double[length];
        var value = Normal();
        for (var i = 0; i < length; i++)
        {
            series[i] = value;
            value = rho * value + Math.Sqrt(1 - rho * rho) * Normal();
        }

        return series;
    }

    /// <summary>Which seconds lie in bursts: so large a share of all, in bursts of so many seconds on average.</summary>
    public bool[] Bursts(int length, double share, double seconds)
    {
        var series = new bool[length];
        var on = Uniform() < share;
        for (var i = 0; i < length; i++)
        {
            series[i] = on;
            on = Uniform() < (on ? 1 - 1 / seconds : share / (1 - share) / seconds);
        }

        return series;
    }
}
