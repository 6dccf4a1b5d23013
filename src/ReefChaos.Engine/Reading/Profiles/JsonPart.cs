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

    public IReadOnlyList<JsonPart> Items { get; private set; } = [];

    public IReadOnlyList<JsonMember> Members { get; private set; } = [];

    /// <summary>The value of the first member of that name; null where there is none, or JSON's null.</summary>
    public JsonPart? this[string name] => Members.FirstOrDefault(m => m.Name == name)?.Value is { Kind: not JsonTokenType.Null } value ? value : null;

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
            part.ReadItems(ref reader);
        }

        part.End = (int)reader.BytesConsumed;
        return part;
    }

    private void ReadItems(ref Utf8JsonReader reader)
    {
        var items = new List<JsonPart>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }

        Items = items;
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, offset) = (TextOf(ref reader), (int)reader.TokenStartIndex);
            reader.Read();
            members.Add(new JsonMember(name, offset, Read(ref reader)));
        }

        Members = members;
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
