using System.Globalization;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Numbers in the files of control groups. Null where the group, the file or the number is not there.</summary>
internal static class GroupFile
{
    public static long? Number(string group, string file) => Parse(Read(group, file)?.Trim());

    /// <summary>Of a file with a name and a number on each line.</summary>
    public static long? Field(string group, string file, string name)
    {
        var start = name + " ";
        return Parse(Read(group, file)?.Split('\n').FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal))?[start.Length..]);
    }

    private static long? Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Read(string group, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(group, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
