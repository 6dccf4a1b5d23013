using ReefChaos.Scenarios;

namespace ReefChaos.Plans;

/// <summary>What one user does: requests one after the other, each due when the answer before it is there and its think time is over.</summary>
/// <remarks>A request that fails ends its journey; those after it are never due.</remarks>
/// <param name="Weight">Share of this journey among all, relative to the others' weights.</param>
public sealed record Journey(string Name, int Weight, IReadOnlyList<RequestTemplate> Steps);

/// <summary>A request. In its path, header values and body <c>{{name}}</c> stands for an extracted value, and <c>{{feed.column}}</c> for one of a feed.</summary>
public sealed record RequestTemplate
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Text; of a gRPC call the message, as base64 of its protocol buffer.</summary>
    public string? Body { get; init; }

    /// <summary>A unary gRPC call: <see cref="Path"/> is <c>/package.Service/Method</c>, and success is grpc-status 0.</summary>
    public bool Grpc { get; init; }

    /// <summary>Statuses that count as success; empty: 200 to 299.</summary>
    public IReadOnlyList<int> Expected { get; init; } = [];

    /// <summary>All must hold, or the request has failed.</summary>
    public IReadOnlyList<BodyCheck> Checks { get; init; } = [];

    public IReadOnlyList<Extraction> Extractions { get; init; } = [];

    /// <summary>Waited before it is due; not before the first step of an open loop.</summary>
    public Duration Think { get; init; }
}

/// <param name="At">JSON Pointer (RFC 6901) of the value to compare; null for the whole body as text.</param>
/// <param name="Text">What the value is, or what the whole body contains.</param>
public sealed record BodyCheck(string? At, string Text);

/// <summary>Carries a value of an answer over to later steps. An answer without it has failed.</summary>
/// <param name="Variable">The name to use it by.</param>
/// <param name="Place">A JSON Pointer (RFC 6901) into the body, or the name of a header.</param>
public sealed record Extraction(string Variable, ExtractionSource From, string Place);

public enum ExtractionSource
{
    Json,
    Header,
}
