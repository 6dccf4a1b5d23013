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
