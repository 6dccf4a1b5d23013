using System.Text.Json;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>What <c>reef diagnose --json</c> prints.</summary>
internal sealed record Answer(bool Starved, IReadOnlyList<NamedMode> Modes, double PauseMs)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What the diagnoser could not see.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Label => Modes.Count == 0 ? "none" : string.Join(" + ", Modes.Select(m => m.Mode).Distinct().Order(StringComparer.Ordinal));

    /// <exception cref="JsonException">It is something else.</exception>
    public static Answer Parse(string json) => JsonSerializer.Deserialize<Answer>(json, Options) ?? throw new JsonException("The answer is null.");
}

internal sealed record NamedMode(string Mode, Place? Where = null, IReadOnlyList<string>? Evidence = null, IReadOnlyList<string>? Against = null)
{
    public override string ToString() =>
        $"{Mode} at {Where?.Method ?? "?"} {Where?.File}:{Where?.Line}; evidence: {string.Join(" | ", Evidence ?? [])}; against: {string.Join(" | ", Against ?? [])}";
}

internal sealed record Place(string? Method = null, string? File = null, int? Line = null);
