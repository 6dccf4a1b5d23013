namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>What patients of a kind were said to have. Rows are the truth.</summary>
internal sealed class Confusion(IEnumerable<Diagnosis> diagnoses)
{
    private readonly Dictionary<(string Truth, string Said), int> counts = diagnoses
        .GroupBy(d => (Truth(d.Variant), d.Label))
        .ToDictionary(g => g.Key, g => g.Count());

    public IReadOnlyList<string> Rows => [.. Ordered(counts.Keys.Select(k => k.Truth))];

    public IReadOnlyList<string> Columns => [.. Ordered(counts.Keys.Select(k => k.Said))];

    public int this[string truth, string said] => counts.GetValueOrDefault((truth, said));

    private static string Truth(Variant variant) =>
        variant.IsControl ? "none" : string.Join(" + ", variant.Modes.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Ordered(IEnumerable<string> labels) => labels.Distinct()
        .OrderBy(l => l switch { "none" => 2, "no answer" => 3, _ when l.Contains('+') => 1, _ => 0 })
        .ThenBy(l => l, StringComparer.Ordinal);
}
