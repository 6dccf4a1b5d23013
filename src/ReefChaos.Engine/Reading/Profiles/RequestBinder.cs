using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads one of the requests in CustomSettings; they are ours, not NBomber's.</summary>
internal sealed class RequestBinder(ProfileProblems problems, byte[] file)
{
    private const int MaxWeight = 1_000_000;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public Journey? Bind(JsonPart part)
    {
        var before = problems.Count;
        var members = problems.Members(part, "request", ["method", "path"], ["headers", "body", "weight", "expect"]);

        JsonPart? Value(string name) => members.GetValueOrDefault(name)?.Value;

        var headers = Value("headers") is { } map ? Headers(map) : [];
        var request = new RequestTemplate
        {
            Method = Value("method") is { } method ? Method(method) : "",
            Path = Value("path") is { } path ? Path(path) : "",
            Headers = headers,
            Body = Value("body") is { } body ? Body(body, headers) : null,
            Expected = Value("expect") is { } expect ? Statuses(expect) : [],
        };
        var share = Value("weight") is { } weight ? problems.Whole(weight, "weight", 1, MaxWeight) ?? 1 : 1;
        return problems.Count == before ? new Journey($"{request.Method} {request.Path}", share, [request]) : null;
    }

    private string Method(JsonPart part)
    {
        if (problems.Text(part, "method: expected a text such as \"GET\"") is { } text && !Methods.Contains(text))
        {
            problems.Add(part.Offset, $"method: '{text}' is none of {string.Join(", ", Methods)}{NearestName.Hint(text, Methods)}");
        }

        return part.Text;
    }

    private string Path(JsonPart part)
    {
        if (problems.Text(part, "path: expected a text such as \"/checkout\"") is { } text
            && (!text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal) || text.Any(c => c is <= ' ' or > '~' or '#')))
        {
            problems.Add(part.Offset, $"path: expected a path that starts with one '/' and is percent-encoded, found '{text}'");
        }

        return part.Text;
    }

    private Dictionary<string, string> Headers(JsonPart part)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!problems.Is(part, JsonTokenType.StartObject, "headers: expected an object of names and texts"))
        {
            return headers;
        }

        foreach (var (name, offset, value) in part.Members)
        {
            if (name.Length == 0 || !name.All(IsToken))
            {
                problems.Add(offset, $"headers: '{name}' is not the name of a header");
            }
            else if (problems.Text(value, $"headers: {name}: expected a text") is { } text && text.Any(c => c is < ' ' or > '~'))
            {
                problems.Add(value.Offset, $"headers: {name}: expected printable ASCII");
            }
            else if (!headers.TryAdd(name, value.Text))
            {
                problems.Add(offset, $"headers: '{name}' stands here a second time");
            }
        }

        return headers;
    }

    /// <summary>A text is sent as it is; any other JSON value as JSON, with its content type where none is given.</summary>
    private string? Body(JsonPart part, Dictionary<string, string> headers)
    {
        if (part.Kind is JsonTokenType.String or JsonTokenType.Null)
        {
            return part.Kind == JsonTokenType.Null ? null : part.Text;
        }

        headers.TryAdd("Content-Type", "application/json");
        using var json = JsonDocument.Parse(
            file.AsMemory(part.Offset, part.End - part.Offset),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return JsonSerializer.Serialize(json.RootElement, Wire.ReefJson.Line);
    }

    private List<int> Statuses(JsonPart part)
    {
        var items = problems.Items(part, "expect");
        if (items.Count == 0 && part.Kind == JsonTokenType.StartArray)
        {
            problems.Add(part.Offset, "expect: expected at least one status; leave it out for 200 to 299");
        }

        return [.. items.Select(i => problems.Whole(i, "expect", 100, 599) ?? 0)];
    }

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c);
}
