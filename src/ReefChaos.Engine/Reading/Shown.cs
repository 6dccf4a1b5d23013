namespace ReefChaos.Engine.Reading;

/// <summary>A text of the file inside a message: on one line, not too long, and without what a terminal would act on.</summary>
internal static class Shown
{
    private const int MaxLength = 60;
    private const int MaxMessage = 1000;
    private const int MaxJson = 300;

    private static readonly char[] Separators = [' ', ',', '\n', '}', ']'];

    public static string Of(string text) => Cut(text, MaxLength);

    /// <summary>A whole message.</summary>
    public static string Line(string message) => Cut(message, MaxMessage);

    /// <summary>What a JSON parser complains of, without line and column. Its message may bring all the rest of the file along: the first word of it is shown.</summary>
    public static string Json(Exception complaint)
    {
        var message = complaint.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ', '|');
        var end = message.LastIndexOf("' is ", StringComparison.Ordinal);
        return Cut(end > 0 && message[0] == '\'' ? $"'{Of(message[1..end].Split(Separators)[0])}{message[end..]}" : message, MaxJson);
    }

    private static string Cut(string text, int length)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= length ? line : line[..length] + "…";
    }
}
