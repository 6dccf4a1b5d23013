namespace ReefChaos.Engine.Reading;

/// <summary>Guesses which known name a misspelt one meant.</summary>
internal static class NearestName
{
    /// <summary>Longer names are not guessed: the cost grows with the product of the lengths.</summary>
    private const int MaxLength = 64;

    /// <summary>Such as <c>; did you mean 'availability'?</c>, or nothing where no name is near: about one edit for each three letters.</summary>
    public static string Hint(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > MaxLength)
        {
            return "";
        }

        var (name, distance) = known
            .Select(k => (Name: k, Distance: Distance(Fold(given), Fold(k))))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(k => k.Distance);
        return distance <= Math.Max(1, Math.Min(given.Length, name.Length) / 3) ? $"; did you mean '{name}'?" : "";
    }

    /// <summary>Other habits of joining words are no misspelling: <c>HttpClient</c> and <c>http_client</c> are <c>http-client</c>, and the other way round.</summary>
    private static string Fold(string given) => Scenarios.Kebab.Of(given).Replace('_', '-');

    /// <summary>Insertions, deletions, replacements, and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, a, b, i, j);
            }
        }

        return table[a.Length, b.Length];
    }

    private static int Step(int[,] table, string a, string b, int i, int j)
    {
        var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
