namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>One answer to how strongly values follow the value before.</summary>
/// <param name="Rho">The correlation of neighbours.</param>
/// <param name="Weight">How much the series speaks for it; of all answers together 1.</param>
/// <param name="Variance">Of one value.</param>
internal readonly record struct Strength(double Rho, double Weight, double Variance);

/// <summary>
/// How strongly the values of a series follow the value before: not one estimate, which short series get wrong, but each answer with its
/// weight. What is drawn over all of them is neither surer than the series allows, nor wide where it was long.
/// </summary>
/// <remarks>
/// Autoregression of order one, weighted by its likelihood with level, trend and scale integrated out, and leaning towards independence.
/// Neighbours that seem to cancel out are not believed: few seconds show that by chance.
/// </remarks>
internal static class Persistence
{
    private const double Rounding = 1e-12;

    private static readonly double[] Rhos =
        [.. Enumerable.Range(0, Thresholds.PersistenceSteps).Select(i => i * Thresholds.PersistenceMost / (Thresholds.PersistenceSteps - 1))];

    /// <param name="values">In order of time; at least one more than what is fitted.</param>
    /// <param name="trend">They rise or fall, beside having a level. A few values with a trend look persistent without being so.</param>
    public static Strength[] Of(ReadOnlySpan<double> values, bool trend)
    {
        var fitted = trend ? 2 : 1;
        var free = values.Length - fitted;
        var lean = trend ? Thresholds.TrendLean : Thresholds.LevelLean;
        var strengths = new Strength[Rhos.Length];
        var logs = new double[Rhos.Length];
        for (var i = 0; i < Rhos.Length; i++)
        {
            var rho = Rhos[i];
            var (squares, determinant) = Fit(values, rho, trend);
            var rest = 1 - rho * rho;
            logs[i] = lean * Math.Log(1 - rho) + 0.5 * ((1 - free) * Math.Log(rest) - Math.Log(determinant) - free * Math.Log(squares / rest));
            strengths[i] = new Strength(rho, 0, squares / rest / free);
        }

        var greatest = logs.Max();
        if (!double.IsFinite(greatest))
        {
            // Nothing is left that varies.
            return [new Strength(0, 1, 0)];
        }

        var sum = logs.Sum(l => Math.Exp(l - greatest));
        return [.. strengths.Select((s, i) => s with { Weight = Math.Exp(logs[i] - greatest) / sum })];
    }

    /// <summary>How much more the sum of so many values varies than one of them.</summary>
    public static double OfSum(int count, double rho)
    {
        var sum = (double)count;
        var power = 1.0;
        for (var lag = 1; lag < count && power > 1e-9; lag++)
        {
            power *= rho;
            sum += 2 * (count - lag) * power;
        }

        return sum;
    }

    /// <summary>How much more the slope of so many values varies than if they were independent.</summary>
    public static double OfSlope(int count, double rho)
    {
        var (sum, independent, before) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var x = i - (count - 1) / 2.0;
            independent += x * x;
            sum += x * x + 2 * x * before;
            before = rho * (before + x);
        }

        return sum / independent;
    }

    /// <summary>Least squares on what each value adds to the one before.</summary>
    /// <returns>The squares that are left, and the determinant of the normal equations.</returns>
    private static (double Squares, double Determinant) Fit(ReadOnlySpan<double> values, double rho, bool trend)
    {
        double n = 0, x = 0, xx = 0, y = 0, xy = 0, yy = 0;
        var first = Math.Sqrt(1 - rho * rho);
        var middle = (values.Length - 1) / 2.0;
        for (var i = 0; i < values.Length; i++)
        {
            var one = i == 0 ? first : 1 - rho;
            var at = i == 0 ? first * -middle : i - middle - rho * (i - 1 - middle);
            var value = i == 0 ? first * values[0] : values[i] - rho * values[i - 1];
            n += one * one;
            x += one * at;
            xx += at * at;
            y += one * value;
            xy += at * value;
            yy += value * value;
        }

        if (!trend)
        {
            return (Left(yy - y * y / n, yy), n);
        }

        var determinant = n * xx - x * x;
        var slope = (n * xy - x * y) / determinant;
        return (Left(yy - (y - slope * x) / n * y - slope * xy, yy), determinant);
    }

    private static double Left(double squares, double of) => squares > Rounding * of ? squares : 0;
}
