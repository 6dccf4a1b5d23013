using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>How often a second: <c>50/s</c>, <c>3000/m</c>; the value is per second, at most a million.</summary>
public readonly record struct Frequency(double PerSecond) : IScalar<Frequency>
{
    private static readonly (string Unit, double Factor)[] Units = [("/s", 1), ("/m", 1.0 / 60)];

    public static ScalarForm Form { get; } = new("a rate such as 50/s or 300/m", @"^[0-9]+(\.[0-9]+)?/(s|m)$");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Frequency result)
    {
        var parsed = Quantity.TryParse(s, Units, out var value) && value <= 1e6;
        result = parsed ? new Frequency(value) : default;
        return parsed;
    }

    public static Frequency Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Quantity.Format(PerSecond, Units);
}
