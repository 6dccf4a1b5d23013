using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>A number of bytes: <c>512B</c>, <c>64KiB</c>, <c>256MiB</c>, <c>2GiB</c>; at most 1 TiB.</summary>
public readonly record struct ByteSize(long Bytes) : IScalar<ByteSize>
{
    private static readonly (string Unit, double Factor)[] Units = [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];

    public static ScalarForm Form { get; } = new("a size such as 64KiB, 256MiB or 1GiB", @"^[0-9]+(\.[0-9]+)?(B|KiB|MiB|GiB)$");

    public static ByteSize MiB(double count) => new((long)Math.Round(count * (1 << 20)));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ByteSize result)
    {
        var parsed = Quantity.TryParse(s, Units, out var value) && value <= 1L << 40;
        result = parsed ? new ByteSize((long)Math.Round(value)) : default;
        return parsed;
    }

    public static ByteSize Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Quantity.Format(Bytes, Units);
}
