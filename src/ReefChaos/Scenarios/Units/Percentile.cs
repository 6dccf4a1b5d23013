using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ReefChaos.Scenarios;

/// <summary>A percentile such as <c>p50</c>, <c>p99</c> or <c>p99.9</c>; above 0 and below 100.</summary>
public readonly record struct Percentile(double Value) : IScalar<Percentile>
{
    public static ScalarForm Form { get; } = new("a percentile such as p50, p99 or p99.9", @"^p[0-9]{1,2}(\.[0-9]+)?$");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Percentile result)
    {
        result = default;
        if (s is not ['p', .. var number]
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value is <= 0 or >= 100)
        {
            return false;
        }

        result = new Percentile(value);
        return true;
    }

    public static Percentile Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => "p" + Value.ToString(CultureInfo.InvariantCulture);
}
