using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>A bound that counts only when it is met for so long without a break: <c>"&lt; 10% for 5s"</c>.</summary>
public readonly record struct Sustained<T>(Bound<T> Bound, Duration For) : IScalar<Sustained<T>> where T : struct, IScalar<T>
{
    private const string Separator = " for ";

    public static ScalarForm Form { get; } = new(
        $"{Bound<T>.Form.Expected}, then 'for' and {Duration.Form.Expected}",
        Bound<T>.Form.Pattern.TrimEnd('$') + @"\s+for\s+" + Duration.Form.Pattern.TrimStart('^'));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Sustained<T> result)
    {
        result = default;
        var parts = (s ?? "").Split(Separator, 2);
        if (parts.Length != 2 || !Bound<T>.TryParse(parts[0], provider, out var bound) || !Duration.TryParse(parts[1], provider, out var time))
        {
            return false;
        }

        result = new Sustained<T>(bound, time);
        return true;
    }

    public static Sustained<T> Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => $"{Bound}{Separator}{For}";
}
