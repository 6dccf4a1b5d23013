using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads the feeds of a profile. A file that several profiles share is read once.</summary>
internal sealed class FeedBinder(ProfileFile file)
{
    /// <summary>Of all feeds of a profile: they go to the load worker in one line, of which the length is limited.</summary>
    private const int MaxBytes = 8 << 20;

    private static readonly string[] Orders = ["circular", "random"];

    private readonly ProfileProblems problems = file.Problems;
    private readonly Dictionary<string, (ProfileFile File, FeedTable? Table)> files = new(StringComparer.Ordinal);

    /// <summary>By name; null for one that has a problem.</summary>
    /// <param name="own">Of the scenario.</param>
    /// <param name="defaults">Of all scenarios; one of the same name gives way.</param>
    public IReadOnlyDictionary<string, Feed?> Bind(JsonPart? own, JsonPart? defaults)
    {
        var feeds = new Dictionary<string, Feed?>(StringComparer.Ordinal);
        var bytes = 0;
        foreach (var list in new[] { own, defaults }.OfType<JsonPart>())
        {
            if (!problems.Is(list, JsonTokenType.StartObject, "feeds: expected an object of names and feeds"))
            {
                continue;
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in list.Members)
            {
                if (!seen.Add(member.Name))
                {
                    problems.Add(member.Offset, $"feeds: '{member.Name}' stands here a second time");
                }
                else if (!TemplateNames.IsName(member.Name))
                {
                    problems.Add(member.Offset, $"feeds: expected a name of letters, digits, '_' and '-', found '{Shown.Of(member.Name)}'");
                }
                else if (!feeds.ContainsKey(member.Name))
                {
                    feeds.Add(member.Name, Bind(member, ref bytes));
                }
            }
        }

        return feeds;
    }

    private Feed? Bind(JsonMember member, ref int bytes)
    {
        var what = $"feeds: {member.Name}";
        var members = problems.Members(member.Value, what, [], ["file", "rows", "order"]);
        var order = members.TryGetValue("order", out var given) && problems.Choice(given.Value, $"{what}: order", Orders) == 1
            ? FeedOrder.Random
            : FeedOrder.Circular;
        var (path, rows) = (members.GetValueOrDefault("file")?.Value, members.GetValueOrDefault("rows")?.Value);
        if (member.Value.Kind != JsonTokenType.StartObject || (path is null) == (rows is null))
        {
            if (member.Value.Kind == JsonTokenType.StartObject)
            {
                problems.Add(member.Value.Offset, $"{what}: expected exactly one of file, rows");
            }

            return null;
        }

        var table = path is null ? FeedTable.OfJson(rows!, problems, $"{what}: rows") : TableOf(path, $"{what}: file", ref bytes);
        return table is null ? null : new Feed(member.Name, order, table.Columns, table.Rows);
    }

    private FeedTable? TableOf(JsonPart path, string what, ref int bytes)
    {
        if (!files.TryGetValue(path.Text, out var read))
        {
            if (file.OpenNamed(path, what, MaxBytes) is not { } opened)
            {
                return null;
            }

            files[path.Text] = read = (opened, FeedTable.OfFile(opened));
        }

        problems.Add(path.Offset, read.File.Problems);
        bytes += read.File.Text.Length;
        if (bytes <= MaxBytes)
        {
            return read.Table;
        }

        problems.Add(path.Offset, $"{what}: the feeds of one profile are together larger than {MaxBytes >> 20} MiB");
        return null;
    }
}
