using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Which names the templates of a profile may use: columns of its feeds, and what the steps before have extracted.</summary>
/// <param name="feeds">By name; null for one that has a problem of its own.</param>
internal sealed class TemplateNames(ProfileProblems problems, IReadOnlyDictionary<string, Feed?> feeds)
{
    private readonly HashSet<string> variables = new(StringComparer.Ordinal);
    private readonly HashSet<Feed> used = [];

    /// <summary>Those that some template names; others need not travel to the load worker.</summary>
    public IReadOnlyList<Feed> UsedFeeds => [.. feeds.Values.OfType<Feed>().Where(used.Contains)];

    /// <summary>Of a feed or a variable: it has no dot, as that parts the feed from its column.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    public void BeginJourney() => variables.Clear();

    public void Extracted(IEnumerable<Extraction> extractions) => variables.UnionWith(extractions.Select(e => e.Variable));

    /// <returns>The text without its gaps; null where the gaps themselves are wrong.</returns>
    public string? Check(JsonPart part, string what, string text, TextPlace place)
    {
        if (!TextTemplate.TryParse(text, out var template, out var wrong))
        {
            problems.Add(part.Offset, $"{what}: {wrong}; a value is put in by {{{{feed.column}}}} or {{{{variable}}}}");
            return null;
        }

        for (var i = 0; i < template.Parts.Count; i++)
        {
            if (template.Parts[i] is { IsName: true } gap && Problem(gap.Text, TextTemplate.PlaceOf(place, i)) is { } why)
            {
                problems.Add(part.Offset, $"{what}: {why}");
            }
        }

        return string.Concat(template.Parts.Where(p => !p.IsName).Select(p => p.Text));
    }

    /// <summary>Where nothing is replaced, braces would be taken at their word.</summary>
    public bool IsPlain(JsonPart part, string what, string text)
    {
        var plain = !text.Contains("{{", StringComparison.Ordinal);
        if (!plain)
        {
            problems.Add(part.Offset, $"{what}: no values are put in here; {{{{…}}}} works in path, header values and body");
        }

        return plain;
    }

    private string? Problem(string name, TextPlace place)
    {
        var dot = name.IndexOf('.');
        if (dot < 0)
        {
            return variables.Contains(name) ? null
                : feeds.ContainsKey(name) ? $"'{name}' is a feed; name one of its columns, as in {{{{{name}.column}}}}"
                : $"'{name}' is not extracted by a step before this one{NearestName.Hint(name, variables)}";
        }

        var (feedName, column) = (name[..dot], name[(dot + 1)..]);
        if (!feeds.TryGetValue(feedName, out var feed))
        {
            return $"there is no feed '{feedName}'{NearestName.Hint(feedName, feeds.Keys)}";
        }

        if (feed is null)
        {
            return null;
        }

        used.Add(feed);
        var index = feed.Columns.ToList().IndexOf(column);
        return index < 0
            ? $"the feed '{feedName}' has no column '{column}'{NearestName.Hint(column, feed.Columns)}; there are: {string.Join(", ", feed.Columns)}"
            : Misfit(feed, index, place);
    }

    /// <summary>Elsewhere than in headers and at the beginning of a path every value can stand.</summary>
    private static string? Misfit(Feed feed, int column, TextPlace place)
    {
        for (var row = 0; place is TextPlace.Header or TextPlace.Location && row < feed.Rows.Count; row++)
        {
            if (place.Escape(feed.Rows[row][column]) is null)
            {
                return $"row {row + 1} of the feed '{feed.Name}' has a '{feed.Columns[column]}' that "
                    + (place == TextPlace.Header ? "is not printable ASCII, and so no value of a header" : "is no path that starts with one '/'");
            }
        }

        return null;
    }
}
