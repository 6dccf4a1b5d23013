using System.Globalization;

namespace ReefChaos.Engine.Reporting.Html;

/// <summary>Where seconds and latencies lie in a drawing; the same for both arms, so that they can be compared by eye.</summary>
/// <param name="Seconds">Along the drawing.</param>
/// <param name="LeastDecade">Of latency, as a power of ten of seconds.</param>
/// <param name="MostDecade">Of latency, as a power of ten of seconds.</param>
internal sealed record ChartScale(int Seconds, int LeastDecade, int MostDecade)
{
    public const double Width = 560;
    public const double Left = 50;
    public const double Right = 16;
    public const double Top = 18;

    public double SecondWidth => (Width - Left - Right) / Seconds;

    /// <summary>Long runs get bars and lines without gaps.</summary>
    public double Gap => SecondWidth > 6 ? 1.5 : 0;

    public double X(double second) => Left + Math.Clamp(second, 0, Seconds) * SecondWidth;

    /// <summary>Logarithmic: a stall and a healthy answer are three powers of ten apart.</summary>
    public double Y(double latency, double height) =>
        Top + height * (1 - (Math.Clamp(Math.Log10(Math.Max(latency, 1e-9)), LeastDecade, MostDecade) - LeastDecade) / (MostDecade - LeastDecade));

    public static ChartScale Of(IReadOnlyCollection<ChartSecond> seconds)
    {
        var latencies = seconds.SelectMany(s => new[] { s.P50, s.P99 }).OfType<double>().Where(l => l > 0).DefaultIfEmpty(0.01).ToList();
        var least = (int)Math.Floor(Math.Log10(latencies.Min()));
        var most = (int)Math.Ceiling(Math.Log10(latencies.Max()) + 1e-9);
        return new ChartScale(seconds.Select(s => s.Second + 1).DefaultIfEmpty(1).Max(), least, Math.Max(most, least + 1));
    }

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
