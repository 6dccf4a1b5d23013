using System.Text;
using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>A body as text and as JSON. What is no JSON has no values.</summary>
internal sealed class AnswerBody(ReadOnlyMemory<byte> bytes) : IDisposable
{
    private JsonDocument? document;
    private bool parsed;

    public bool Meets(BodyCheck check) => check.At is { } pointer
        ? At(pointer) == check.Text
        : bytes.Span.IndexOf(Encoding.UTF8.GetBytes(check.Text)) >= 0;

    /// <summary>The value at a JSON Pointer (RFC 6901): the text of a string, and else the JSON of it. Null where there is none.</summary>
    public string? At(string pointer)
    {
        try
        {
            return Find(pointer);
        }
        catch (InvalidOperationException)
        {
            // Its text is no Unicode.
            return null;
        }
    }

    public void Dispose() => document?.Dispose();

    private string? Find(string pointer)
    {
        if (Root() is not { } value)
        {
            return null;
        }

        foreach (var token in pointer.Split('/').Skip(1))
        {
            if (Child(value, token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } child)
            {
                return null;
            }

            value = child;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }

    private static JsonElement? Child(JsonElement parent, string name) => parent.ValueKind switch
    {
        JsonValueKind.Object when parent.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when IsIndex(name) && int.TryParse(name, out var index) && index < parent.GetArrayLength() => parent[index],
        _ => null,
    };

    private static bool IsIndex(string name) => name.All(char.IsAsciiDigit) && (name.Length == 1 || (name.Length > 1 && name[0] != '0'));

    private JsonElement? Root()
    {
        if (!parsed)
        {
            parsed = true;
            try
            {
                document = JsonDocument.Parse(bytes);
            }
            catch (JsonException)
            {
                // It has no values, then.
            }
        }

        return document?.RootElement;
    }
}
