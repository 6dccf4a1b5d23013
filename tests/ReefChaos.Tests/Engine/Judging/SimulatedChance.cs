using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Judging;

internal sealed class SimulatedChance(ulong seed)
{
    private ulong number;

    public double Uniform() => Chance.Draw(seed, number++);

    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    public int Binomial(int count, double share) => Enumerable.Range(0, count).Count(_ => Uniform() < share);

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
}
