using System.Globalization;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>A length of time as NBomber writes it: <c>hh:mm:ss</c>, below 24 hours.</summary>
internal static class NBomberTime
{
    public static TimeSpan? Parse(string text) =>
        TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF"], CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Above zero.</summary>
    public static TimeSpan? Length(this ProfileProblems problems, JsonPart part, string what)
    {
        var expected = $"{what}: expected a duration \"hh:mm:ss\" above zero and below 24 hours";
        if (problems.Text(part, expected) is not { } text)
        {
            return null;
        }

        if (Parse(text) is { } value && value > TimeSpan.Zero)
        {
            return value;
        }

        problems.Add(part.Offset, $"{expected}, found {ProfileProblems.Shown(part)}");
        return null;
    }
}
