using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>A length of time: <c>250us</c>, <c>300ms</c>, <c>4s</c>, <c>2m</c>, <c>1h</c>; from 0 to 24 hours.</summary>
public readonly record struct Duration(TimeSpan Value) : IScalar<Duration>
{
    private static readonly (string Unit, double Factor)[] Units = [("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    public static ScalarForm Form { get; } = new("a duration such as 300ms, 4s or 2m", @"^[0-9]+(\.[0-9]+)?(us|ms|s|m|h)$");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Duration result)
    {
        var parsed = Quantity.TryParse(s, Units, out var value) && value <= 86_400;
        result = parsed ? new Duration(TimeSpan.FromTicks((long)Math.Round(value * 1e7))) : default;
        return parsed;
    }

    public static Duration Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Quantity.Format(Value.Ticks / 1e7, Units);

    public static implicit operator TimeSpan(Duration duration) => duration.Value;

    public static implicit operator Duration(TimeSpan value) => new(value);
}
