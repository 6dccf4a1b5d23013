using System.Text.RegularExpressions;

namespace ReefChaos.Load.NBomber;

/// <summary>Fills in <c>{{name}}</c>. A name without a value stays as it is: the target's answer shows it.</summary>
internal static partial class Template
{
    [GeneratedRegex(@"\{\{\s*(?<name>[^{}\s]+)\s*\}\}")]
    private static partial Regex Place();

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => text.Contains("{{", StringComparison.Ordinal)
        ? Place().Replace(text, place => values.GetValueOrDefault(place.Groups["name"].Value, place.Value))
        : text;
}
