using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>The good side of a threshold: <c>"&lt;= 300ms"</c>, <c>"&gt;= 99%"</c>; <c>&lt;</c> and <c>&gt;</c> leave the threshold itself out.</summary>
public readonly record struct Bound<T>(Comparison Comparison, T Value) : IScalar<Bound<T>> where T : struct, IScalar<T>
{
    public static ScalarForm Form { get; } = new(
        $"a comparison (<=, >=, < or >) with {T.Form.Expected}",
        @"^\s*(<=|>=|<|>)\s*" + T.Form.Pattern.TrimStart('^'));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Bound<T> result)
    {
        result = default;
        var text = s?.Trim() ?? "";
        foreach (var (sign, comparison) in Comparisons.Signs)
        {
            if (text.StartsWith(sign, StringComparison.Ordinal))
            {
                var parsed = T.TryParse(text[sign.Length..].Trim(), provider, out var value);
                result = new Bound<T>(comparison, value);
                return parsed;
            }
        }

        return false;
    }

    public static Bound<T> Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => $"{Comparison.Sign()} {Value}";
}

/// <summary>Bounds in code: <c>Bound.AtLeast(Ratio.Percent(99))</c>, <c>Bound.AtMost(TimeSpan.FromMilliseconds(300))</c>.</summary>
public static class Bound
{
    public static Bound<T> AtLeast<T>(T value) where T : struct, IScalar<T> => new(Comparison.AtLeast, value);

    public static Bound<T> AtMost<T>(T value) where T : struct, IScalar<T> => new(Comparison.AtMost, value);

    public static Bound<Duration> AtMost(TimeSpan value) => new(Comparison.AtMost, value);
}
