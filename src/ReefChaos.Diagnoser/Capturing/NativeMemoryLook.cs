using System.Globalization;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Sums up the memory of a process that is neither a file's nor the collector's, of <c>/proc/PID/smaps</c>.</summary>
internal static class NativeMemoryLook
{
    private const string Anonymous = "Anonymous:";

    /// <param name="start">Where the managed heap begins. The collector keeps the whole room up to its end for itself, also what is free.</param>
    public static long Bytes(string smaps, ulong start, ulong end)
    {
        var sum = 0L;
        var isManaged = false;
        foreach (var line in smaps.AsSpan().EnumerateLines())
        {
            if (Range(line) is { } range)
            {
                isManaged = range.Start < end && range.End > start;
            }
            else if (!isManaged && line.StartsWith(Anonymous) && long.TryParse(line[Anonymous.Length..].TrimEnd("kB").Trim(), CultureInfo.InvariantCulture, out var kibibytes))
            {
                sum += kibibytes << 10;
            }
        }

        return sum;
    }

    /// <summary>The first line of each part: <c>7f00-7f10 rw-p …</c>.</summary>
    private static (ulong Start, ulong End)? Range(ReadOnlySpan<char> line)
    {
        var dash = line.IndexOf('-');
        var space = line.IndexOf(' ');
        return dash > 0 && space > dash
            && ulong.TryParse(line[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start)
            && ulong.TryParse(line[(dash + 1)..space], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var end) ? (start, end) : null;
    }
}
