using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads one request, of HTTP or gRPC.</summary>
internal sealed partial class RequestBinder(ProfileFile file)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>gRPC has its own status, and its answers are not JSON, so it takes neither expect nor check.</summary>
    private static readonly string[] OfHttp = ["headers", "body", "expect", "check", "extract", "think"];
    private static readonly string[] OfGrpc = ["message", "headers", "extract", "think"];

    private static readonly Duration LeastThink = TimeSpan.FromMilliseconds(1);
    private static readonly Duration MostThink = TimeSpan.FromHours(1);

    private readonly ProfileProblems problems = file.Problems;
    private readonly HeaderBinder headers = new(file.Problems);
    private readonly AnswerBinder answers = new(file.Problems);
    private readonly GrpcMessage messages = new(file.Problems);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*/[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex GrpcMethod();

    /// <param name="isStep">A step has no weight of its own.</param>
    public RequestTemplate? Bind(JsonPart part, bool isStep, JourneyFrame frame)
    {
        var before = problems.Count;
        var isGrpc = part.Members.Any(m => m.Name == "grpc");
        string[] optional = [.. isGrpc ? OfGrpc : OfHttp, .. isStep ? [] : new[] { "weight" }];
        var members = problems.Members(part, "request", isGrpc ? ["grpc"] : ["method", "path"], optional);

        JsonPart? Value(string name) => members.GetValueOrDefault(name)?.Value;

        var sent = Value("headers") is { } map ? headers.Bind(map, frame.Names, isGrpc) : [];
        var request = new RequestTemplate
        {
            Method = isGrpc ? "POST" : Value("method") is { } method ? Method(method) : "",
            Path = Value("path") is { } path ? Path(path, frame.Names) : Value("grpc") is { } call ? Call(call, frame.Http) : "",
            Headers = sent,
            Body = isGrpc ? Convert.ToBase64String(Value("message") is { } message ? messages.Encode(message) : [])
                : Value("body") is { } body ? Body(body, sent, frame.Names)
                : null,
            Grpc = isGrpc,
            Expected = Value("expect") is { } expect ? Statuses(expect) : [],
            Checks = Value("check") is { } check ? answers.Checks(check, frame.Names) : [],
            Extractions = Value("extract") is { } extract ? answers.Extractions(extract, isGrpc) : [],
            Think = Value("think") is { } think ? problems.Length(think, "think", LeastThink, MostThink) ?? default : default,
        };
        return problems.Count == before ? request : null;
    }

    private string Method(JsonPart part)
    {
        if (problems.Text(part, "method: expected a text such as \"GET\"") is { } text && !Methods.Contains(text))
        {
            problems.Add(part.Offset, $"method: '{text}' is none of {string.Join(", ", Methods)}{NearestName.Hint(text, Methods)}");
        }

        return part.Text;
    }

    /// <summary>A path that begins with a gap takes a whole path there, such as that of a Location header.</summary>
    private string Path(JsonPart part, TemplateNames names)
    {
        if (problems.Text(part, "path: expected a text such as \"/checkout\"") is { } text
            && names.Check(part, "path", text, TextPlace.Path) is { } literal
            && ((!text.StartsWith('/') && !text.StartsWith("{{", StringComparison.Ordinal))
                || text.StartsWith("//", StringComparison.Ordinal)
                || literal.Any(c => c is <= ' ' or > '~' or '#')))
        {
            problems.Add(part.Offset, $"path: expected a path that starts with one '/' and is percent-encoded, found '{text}'");
        }

        return part.Text;
    }

    private string Call(JsonPart part, HttpProtocol http)
    {
        if (problems.Text(part, "grpc: expected a text such as \"shop.Orders/Place\"") is { } text && !GrpcMethod().IsMatch(text))
        {
            problems.Add(part.Offset, $"grpc: expected package.Service/Method, found {ProfileProblems.Shown(part)}");
        }

        if (http != HttpProtocol.Http2)
        {
            problems.Add(part.Offset, "grpc: needs HTTP/2; add \"http\": \"2\" to CustomSettings");
        }

        return "/" + part.Text;
    }

    /// <summary>A text is sent as it is; any other JSON value as JSON, with its content type where none is given.</summary>
    private string? Body(JsonPart part, Dictionary<string, string> sent, TemplateNames names)
    {
        if (part.Kind == JsonTokenType.Null)
        {
            return null;
        }

        var text = part.Text;
        if (part.Kind != JsonTokenType.String)
        {
            sent.TryAdd("Content-Type", "application/json");
            using var json = JsonDocument.Parse(
                file.Text.AsMemory(part.Offset, part.End - part.Offset),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            text = JsonSerializer.Serialize(json.RootElement, Wire.ReefJson.Line);
        }

        names.Check(part, "body", text, TextPlaces.OfBody(sent));
        return text;
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
}
