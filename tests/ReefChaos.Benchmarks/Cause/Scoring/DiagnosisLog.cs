using System.Text.Json;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>
/// A file with a diagnosis on each line, to which runs are added, so that a page may be made of several parts. What was said is kept, not its score: that
/// follows from the marks as they stand when it is read.
/// </summary>
internal sealed class DiagnosisLog(string file)
{
    private readonly Lock gate = new();

    public void Add(Diagnosis diagnosis)
    {
        var line = JsonSerializer.Serialize(new Entry(diagnosis.Variant.Name, diagnosis.Answer, diagnosis.Trouble, diagnosis.Took.TotalSeconds));
        lock (gate)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    /// <exception cref="FormatException">A line is no diagnosis, or of no variant that there is.</exception>
    public IReadOnlyList<Diagnosis> Read(IReadOnlyList<Site> sites) => File.Exists(file)
        ? [.. File.ReadLines(file).Index().Select(l => Read(l.Item, l.Index + 1, sites))]
        : [];

    private Diagnosis Read(string line, int number, IReadOnlyList<Site> sites)
    {
        Entry? entry;
        try
        {
            entry = JsonSerializer.Deserialize<Entry>(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}:{number} is no diagnosis: {e.Message}", e);
        }

        var variant = Catalogue.Variants.FirstOrDefault(v => v.Name == entry?.Variant)
            ?? throw new FormatException($"{file}:{number} is of no variant that there is: {entry?.Variant}");
        return new Diagnosis(variant, entry!.Answer, entry.Trouble, TimeSpan.FromSeconds(entry.TookSeconds)) { Score = Score.Of(variant, sites, entry.Answer) };
    }

    private sealed record Entry(string Variant, Answer? Answer, string? Trouble, double TookSeconds);
}
