using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>The texts of a request, with their gaps.</summary>
internal sealed class RequestText
{
    /// <summary>They follow from the request, and a second one would contradict it.</summary>
    private static readonly string[] OwnHeaders = ["Content-Length", "Transfer-Encoding", "Connection"];

    private readonly ValueNames names;
    private readonly string prefix;

    public RequestText(RequestTemplate template, HttpSettings http, Uri target, ValueNames names)
    {
        this.names = names;
        prefix = target.AbsolutePath.TrimEnd('/');
        Method = template.Method;
        Path = TextTemplate.Parse(template.Path);
        Headers = [.. template.Headers.Select(h => (h.Key, TextTemplate.Parse(h.Value)))];
        Body = template.Body is { } body ? TextTemplate.Parse(body) : null;
        BodyPlace = TextPlaces.OfBody(template.Headers);
        IsConstant = Path.IsConstant && Headers.All(h => h.Value.IsConstant) && Body?.IsConstant != false;
        KeepsAlive = http.KeepAlive;
        Host = TargetName.Host(http, target);
        if (OwnHeaders.FirstOrDefault(own => template.Headers.Keys.Contains(own, StringComparer.OrdinalIgnoreCase)) is { } own)
        {
            throw new InvalidDataException($"The header {own} of {template.Path} is the worker's own: leave it out.");
        }
    }

    public string Method { get; }

    public TextTemplate Path { get; }

    public IReadOnlyList<(string Name, TextTemplate Value)> Headers { get; }

    public TextTemplate? Body { get; }

    public TextPlace BodyPlace { get; }

    /// <summary>It is the same each time.</summary>
    public bool IsConstant { get; }

    public bool KeepsAlive { get; }

    /// <summary>Name and port of the target, as the target is to be called.</summary>
    public string Host { get; }

    /// <summary>HTTP has servers expect a length with these, also of nothing.</summary>
    public bool HasLength => Body is not null || Method is "POST" or "PUT" or "PATCH";

    /// <summary>With every gap filled; null where a value is missing, or cannot stand at its place.</summary>
    public string? Render(TextTemplate text, TextPlace place, Flight flight)
    {
        var missing = false;
        var rendered = text.Render(place, name =>
        {
            var value = names.Find(name, flight);
            missing |= value is null;
            return value ?? "";
        });
        return missing ? null : rendered;
    }

    /// <summary>Path and query, below the base address.</summary>
    public string? RenderPath(Flight flight) => Render(Path, TextPlace.Path, flight) is { } path ? prefix + path : null;

    /// <summary>The same, as bytes and without a text between. False where a value is missing, or cannot stand at its place.</summary>
    public bool TryAdd(ByteBuffer buffer, TextTemplate text, TextPlace place, Flight flight)
    {
        for (var i = 0; i < text.Parts.Count; i++)
        {
            var (part, isName) = text.Parts[i];
            if (isName)
            {
                if (names.Find(part, flight) is not { } value || TextTemplate.PlaceOf(place, i).Escape(value) is not { } escaped)
                {
                    return false;
                }

                part = escaped;
            }

            buffer.Add(part);
        }

        return true;
    }

    public void AddPrefix(ByteBuffer buffer) => buffer.Add(prefix);
}
