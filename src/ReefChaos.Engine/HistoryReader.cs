using System.Text.Json;
using ReefChaos.Engine.Reading;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Engine;

/// <summary>Reads a history back, one entry a line.</summary>
internal static class HistoryReader
{
    /// <remarks>A last line without its end is what a killed runner leaves, and is passed over.</remarks>
    /// <exception cref="InvalidInputException">The file cannot be read, or a whole line is no entry.</exception>
    public static History Read(string file, Arm arm)
    {
        var text = TextOf(file);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var entries = new List<Entry>();
        var number = 0;
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                entries.Add(JsonSerializer.Deserialize<Entry>(line, ReefJson.Line) ?? throw new JsonException("the line holds null"));
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                var column = e is JsonException { BytePositionInLine: { } at } ? (int)at + 1 : 1;
                throw new InvalidInputException([new Problem(file, number, column, $"the history is damaged: {Shown.Json(e)}; run the scenario again")]);
            }
        }

        return new History(arm, entries);
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InvalidInputException.Unreadable(file, e);
        }
    }
}
