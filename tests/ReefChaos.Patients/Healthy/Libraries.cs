namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>starved-search</c>: each request ranks all titles by how near they are to a word, and counts under a short lock, with less of the
/// processor than that takes.
/// </summary>
internal sealed class PublicLibrary : IPatient
{
    private readonly TitleIndex titles = new(500);
    private readonly SearchCounter counter = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Search(n));

    private string Search(int n)
    {
        var word = $"reef {n % 400} and tide";
        var best = titles.Rank(word).Take(3).ToList();
        counter.Note(best[0]);
        return string.Join(", ", best);
    }
}

internal sealed class TitleIndex(int size)
{
    private readonly string[] titles = [.. Enumerable.Range(0, size).Select(Title)];

    public IEnumerable<string> Rank(string word) => titles.OrderBy(title => Distance(title, word)).ThenBy(title => title, StringComparer.Ordinal);

    private static string Title(int number) => $"the {(number % 2 == 0 ? "reef" : "tide")} of {number * 37 % 1_000}, volume {number % 12}";

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string one, string other)
    {
        var previous = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var current = new int[other.Length + 1];
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}

internal sealed class SearchCounter
{
    private readonly Lock sync = new();
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);

    public void Note(string title)
    {
        lock (sync)
        {
            found[title] = found.GetValueOrDefault(title) + 1;
        }
    }
}
