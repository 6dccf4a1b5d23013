using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Load.NBomber;

/// <summary>A whole answer, and what a step of a journey asks of it.</summary>
/// <param name="Body">Null where nothing asks for it.</param>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[]? Body)
{
    /// <summary>Takes what the step carries over into <paramref name="values"/>, and gives the kind of failure, or null.</summary>
    public string? Check(RequestTemplate step, IDictionary<string, string> values)
    {
        if (!(step.Expected.Count == 0 ? Status is >= 200 and <= 299 : step.Expected.Contains(Status)))
        {
            return $"status-{Status}";
        }

        return !step.Checks.All(Holds) ? FailureKinds.Body
            : !step.Extractions.All(e => Extract(e, values)) ? FailureKinds.Extraction
            : null;
    }

    private bool Holds(BodyCheck check) =>
        check.At is null ? Text.Contains(check.Text, StringComparison.Ordinal) : At(check.At) == check.Text;

    private bool Extract(Extraction extraction, IDictionary<string, string> values)
    {
        var value = extraction.From == ExtractionSource.Json ? At(extraction.Place) : Header(extraction.Place);
        if (value is null)
        {
            return false;
        }

        values[extraction.Variable] = value;
        return true;
    }

    private string Text => Encoding.UTF8.GetString(Body ?? []);

    private string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>A string as it reads, anything else as JSON; null where the body is no JSON or has nothing there.</summary>
    private string? At(string pointer)
    {
        try
        {
            using var document = JsonDocument.Parse(Body ?? []);
            JsonElement? value = document.RootElement;
            foreach (var part in pointer.Split('/').Skip(1).Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            {
                value = Into(value.Value, part);
                if (value is null)
                {
                    return null;
                }
            }

            return value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() : value.Value.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Into(JsonElement value, string part) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(part, out var member) ? member : null,
        JsonValueKind.Array => int.TryParse(part, out var index) && index >= 0 && index < value.GetArrayLength() ? value[index] : null,
        _ => null,
    };
}
