using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>Bytes a second: <c>64KiB/s</c>, <c>1MiB/s</c>; at most 1 TiB/s.</summary>
public readonly record struct ByteRate(double BytesPerSecond) : IScalar<ByteRate>
{
    private static readonly (string Unit, double Factor)[] Units = [("B/s", 1), ("KiB/s", 1 << 10), ("MiB/s", 1 << 20)];

    public static ScalarForm Form { get; } = new("a growth such as 64KiB/s or 1MiB/s", @"^[0-9]+(\.[0-9]+)?(B|KiB|MiB)/s$");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ByteRate result)
    {
        var parsed = Quantity.TryParse(s, Units, out var value) && value <= 1L << 40;
        result = parsed ? new ByteRate(value) : default;
        return parsed;
    }

    public static ByteRate Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Quantity.Format(BytesPerSecond, Units);
}
