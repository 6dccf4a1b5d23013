using System.Globalization;

namespace ReefChaos.Engine.Reading;

/// <summary>What a value must be beyond its type. At most one of range and pattern is given; the schema shows both.</summary>
/// <param name="Expected">What an error message says was expected, with the type.</param>
internal sealed record ValueRule(string Expected, Func<object, bool> Holds)
{
    public double? Least { get; private init; }

    public double? Most { get; private init; }

    public string? Pattern { get; private init; }

    /// <summary>A number within both bounds, which belong to it.</summary>
    public static ValueRule Between(double least, double most, string expected) => new(expected, v => Number(v) >= least && Number(v) <= most)
    {
        Least = least,
        Most = most,
    };

    public static ValueRule AtLeast(int least) => Between(least, int.MaxValue, $"a whole number from {least}");

    public static ValueRule Matches(string pattern, string expected) => new(expected, v => WholePattern.Fits((string)v, pattern)) { Pattern = pattern };

    /// <summary>Not shown in the schema.</summary>
    public static ValueRule That<T>(string expected, Func<T, bool> holds) => new(expected, v => holds((T)v));

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
