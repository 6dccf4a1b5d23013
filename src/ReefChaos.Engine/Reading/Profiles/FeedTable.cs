using System.Text.Json;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>The rows of a feed, from CSV with a row of names at its head, or from a JSON list of objects.</summary>
internal sealed record FeedTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A file whose every row is wrong is wrong for one reason.</summary>
    private const int MaxProblems = 10;

    /// <summary>Null where there is a problem, which is told with the file.</summary>
    public static FeedTable? OfFile(ProfileFile file) =>
        Path.GetExtension(file.Path).ToLowerInvariant() switch
        {
            ".json" => file.Json() is { } rows ? OfJson(rows, file.Problems, "feed") : null,
            ".csv" => file.IsText() ? OfCsv(file) : null,
            _ => Refuse(file.Problems, 0, "a feed is a file that ends in .csv or .json"),
        };

    public static FeedTable? OfJson(JsonPart list, ProfileProblems problems, string what)
    {
        var before = problems.Count;
        var items = problems.Items(list, what);
        if (items.Count == 0)
        {
            return problems.Count > before ? null : Refuse(problems, list.Offset, $"{what}: there are no rows");
        }

        IReadOnlyList<string> columns = [.. items[0].Members.Select(m => m.Name)];
        CheckColumns([.. items[0].Members.Select(m => new CsvField(m.Name, m.Offset))], problems);
        if (columns.Count == 0 && items[0].Kind == JsonTokenType.StartObject)
        {
            problems.Add(items[0].Offset, $"{what}: the first row has no columns");
        }

        var rows = new List<IReadOnlyList<string>>(items.Count);
        foreach (var item in items.TakeWhile(_ => problems.Count < before + MaxProblems))
        {
            var members = problems.Members(item, $"{what}: row {rows.Count + 1}", columns, []);
            rows.Add([.. columns.Select(c => members.TryGetValue(c, out var member) ? Value(member, problems, what) : "")]);
        }

        return problems.Count == before ? new FeedTable(columns, rows) : null;
    }

    private static FeedTable? OfCsv(ProfileFile file)
    {
        var problems = file.Problems;
        IReadOnlyList<CsvField>? head = null;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var record in new CsvReader(file).Records().TakeWhile(_ => problems.Count < MaxProblems))
        {
            if (head is null)
            {
                CheckColumns(head = record, problems);
            }
            else if (record is [{ Text: "" } only] && !IsQuoted(file, only))
            {
                problems.Add(only.Offset, "an empty line is no row; an empty value alone is written \"\"");
            }
            else if (record.Count != head.Count)
            {
                problems.Add(record[0].Offset, $"expected {head.Count} values as in the first line, found {record.Count}");
            }
            else
            {
                rows.Add([.. record.Select(f => f.Text)]);
            }
        }

        if (rows.Count == 0 && problems.Count == 0)
        {
            return Refuse(problems, 0, head is null ? "the feed is empty" : "the feed has names in its first line, and no rows after it");
        }

        return problems.Count == 0 ? new FeedTable([.. head!.Select(f => f.Text)], rows) : null;
    }

    private static void CheckColumns(IReadOnlyList<CsvField> columns, ProfileProblems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, offset) in columns)
        {
            if (name.Trim() != name || name.Length == 0 || name.AsSpan().ContainsAny('{', '}'))
            {
                problems.Add(offset, $"expected the name of a column, without braces or spaces around it, found '{Shown.Of(name)}'");
            }
            else if (!seen.Add(name))
            {
                problems.Add(offset, $"there is a column '{Shown.Of(name)}' already");
            }
        }
    }

    private static string Value(JsonMember member, ProfileProblems problems, string what)
    {
        if (member.Value.Kind is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
        {
            problems.Add(member.Value.Offset, $"{what}: {member.Name}: expected a text, a number, true or false, found {ProfileProblems.Shown(member.Value)}");
        }

        return member.Value.Text;
    }

    private static bool IsQuoted(ProfileFile file, CsvField field) => field.Offset < file.Text.Length && file.Text[field.Offset] == '"';

    private static FeedTable? Refuse(ProfileProblems problems, int offset, string why)
    {
        problems.Add(offset, why);
        return null;
    }
}
