namespace ReefChaos.Scenarios;

public enum Comparison
{
    AtMost,
    AtLeast,
    Below,
    Above,
}

public static class Comparisons
{
    /// <summary>Longer signs first: a reader takes the first that fits.</summary>
    internal static IReadOnlyList<(string Sign, Comparison Comparison)> Signs { get; } =
        [("<=", Comparison.AtMost), (">=", Comparison.AtLeast), ("<", Comparison.Below), (">", Comparison.Above)];

    public static string Sign(this Comparison comparison) => Signs.First(s => s.Comparison == comparison).Sign;

    public static bool Holds(this Comparison comparison, double value, double threshold) => comparison switch
    {
        Comparison.AtMost => value <= threshold,
        Comparison.AtLeast => value >= threshold,
        Comparison.Below => value < threshold,
        _ => value > threshold,
    };
}
