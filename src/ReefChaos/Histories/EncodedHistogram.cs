using System.Globalization;
using System.Text;

namespace ReefChaos.Histories;

/// <summary>
/// A histogram as text: <c>value:count</c> pairs joined by commas, in rising order of value. Values are the
/// HdrHistogram's own bucket values, so that texts merge exactly, and a person can read them.
/// </summary>
public static class EncodedHistogram
{
    public static string Encode(IEnumerable<(long Value, long Count)> pairs)
    {
        var text = new StringBuilder();
        foreach (var (value, count) in pairs)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{value}:{count}");
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not such a histogram.</exception>
    public static IReadOnlyList<(long Value, long Count)> Decode(string text)
    {
        var pairs = new List<(long, long)>();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0
                || !long.TryParse(pair.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                || !long.TryParse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new FormatException($"'{pair}' is not a value:count pair of a histogram.");
            }

            pairs.Add((value, count));
        }

        return pairs;
    }

    /// <summary>One histogram of all the values: as if they had been recorded together.</summary>
    /// <exception cref="FormatException">A text is not such a histogram.</exception>
    public static string Merge(IEnumerable<string> texts)
    {
        var sums = new SortedDictionary<long, long>();
        foreach (var (value, count) in texts.SelectMany(Decode))
        {
            sums[value] = sums.GetValueOrDefault(value) + count;
        }

        return Encode(sums.Select(s => (s.Key, s.Value)));
    }

    /// <summary>The smallest value that so large a share of all does not exceed; null where there are no values.</summary>
    /// <param name="pairs">In rising order of value.</param>
    /// <param name="share">From 0 to 1.</param>
    public static long? ValueAt(IReadOnlyList<(long Value, long Count)> pairs, double share)
    {
        // Rounding of a product must not ask for one value more.
        var rank = Math.Max(1, Math.Ceiling(share * pairs.Sum(p => p.Count) - 1e-9));
        var seen = 0L;
        foreach (var (value, count) in pairs)
        {
            seen += count;
            if (seen >= rank)
            {
                return value;
            }
        }

        return null;
    }
}
