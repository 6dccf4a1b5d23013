using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>A share from <c>0%</c> to <c>100%</c>; the value runs from 0 to 1.</summary>
public readonly record struct Ratio(double Value) : IScalar<Ratio>
{
    private static readonly (string Unit, double Factor)[] Units = [("%", 1)];

    public static Ratio One { get; } = new(1);

    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public static Ratio Percent(double percent) => percent is >= 0 and <= 100
        ? new(percent / 100)
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A share is from 0 to 100 percent.");

    public static ScalarForm Form { get; } = new("a share from 0% to 100%, such as 99.5%", @"^[0-9]+(\.[0-9]+)?%$");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Ratio result)
    {
        var parsed = Quantity.TryParse(s, Units, out var value) && value <= 100;
        result = parsed ? new Ratio(value / 100) : default;
        return parsed;
    }

    public static Ratio Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Quantity.Format(Math.Round(Value * 100, 10), Units);
}
