using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Reading;

/// <summary>Matches as JSON Schema does: <c>$</c> is the end of the text, where .NET also takes a line break before it.</summary>
internal static class WholePattern
{
    public static bool Fits(string text, string pattern) => Regex.IsMatch(text, pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern);
}
