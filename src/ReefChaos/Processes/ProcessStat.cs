using System.Globalization;

namespace ReefChaos.Processes;

/// <summary>The parts of <c>/proc/PID/stat</c> that we use. Times are in clock ticks.</summary>
/// <param name="Start">Since the machine started: with the process id it names a process for good.</param>
internal sealed record ProcessStat(char State, int Session, long CpuTicks, long Start)
{
    public bool Dead => State is 'Z' or 'X';

    /// <summary>Null where it is not such a text.</summary>
    public static ProcessStat? Parse(string? text)
    {
        // The second field is the command in brackets, which may itself hold spaces and brackets.
        var fields = text?[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Length > 19 && Number(fields[3]) is { } session && Number(fields[11]) is { } user
            && Number(fields[12]) is { } system && Number(fields[19]) is { } start
            ? new ProcessStat(fields[0][0], (int)session, user + system, start)
            : null;
    }

    private static long? Number(string field) =>
        long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
