using System.Text.Json;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>A JSON value that knows its place. Comments and trailing commas are skipped, as NBomber does.</summary>
internal sealed class JsonPart
{
    public required JsonTokenType Kind { get; init; }

    /// <summary>Of its first byte.</summary>
    public required int Offset { get; init; }

    /// <summary>Just after its last byte.</summary>
    public int End { get; private set; }

    /// <summary>The content of a string; any other scalar as it is written.</summary>
    public string Text { get; private init; } = "";

    public List<JsonPart> Items { get; } = [];

    public List<JsonMember> Members { get; } = [];

    /// <exception cref="JsonException">It is not JSON; the place is in the exception.</exception>
    public static JsonPart Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var part = Read(ref reader);
        reader.Read();
        return part;
    }

    private static JsonPart Read(ref Utf8JsonReader reader)
    {
        var part = new JsonPart { Kind = reader.TokenType, Offset = (int)reader.TokenStartIndex, Text = TextOf(ref reader) };
        if (part.Kind == JsonTokenType.StartObject)
        {
            part.ReadMembers(ref reader);
        }
        else if (part.Kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                part.Items.Add(Read(ref reader));
            }
        }

        part.End = (int)reader.BytesConsumed;
        return part;
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, offset) = (TextOf(ref reader), (int)reader.TokenStartIndex);
            reader.Read();
            Members.Add(new JsonMember(name, offset, Read(ref reader)));
        }
    }

    /// <summary>Half of a surrogate pair, escaped, passes the reader's own check of the syntax.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString()!,
                JsonTokenType.StartObject or JsonTokenType.StartArray => "",
                _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            };
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}

/// <param name="Offset">Of the name's first quote.</param>
internal sealed record JsonMember(string Name, int Offset, JsonPart Value);
