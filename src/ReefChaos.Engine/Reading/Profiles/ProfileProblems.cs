using System.Globalization;
using System.Text.Json;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Looks at JSON values and notes what is wrong with them; null then, so that reading goes on to the next problem.</summary>
internal sealed class ProfileProblems(string file, LineMap lines)
{
    private readonly List<(int Offset, Problem Problem)> found = [];

    public int Count => found.Count;

    /// <summary>Once each: a default that several scenarios share is looked at for each of them.</summary>
    public IReadOnlyList<Problem> InOrder => [.. found.OrderBy(f => f.Offset).Select(f => f.Problem).Distinct()];

    public void Add(int offset, string message)
    {
        var (line, column) = lines.At(offset);
        found.Add((offset, new Problem(file, line, column, Reading.Shown.Line(message))));
    }

    /// <summary>Problems of another file, which this one names at that place.</summary>
    public void Add(int offset, ProfileProblems other) => found.AddRange(other.InOrder.Select(p => (offset, p)));

    /// <summary>Members by name. Unknown and repeated ones are problems, and so are missing ones.</summary>
    public IReadOnlyDictionary<string, JsonMember> Members(JsonPart part, string what, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var members = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        if (!Is(part, JsonTokenType.StartObject, $"{what}: expected an object"))
        {
            return members;
        }

        IReadOnlyList<string> known = [.. required, .. optional];
        foreach (var member in part.Members)
        {
            if (!known.Contains(member.Name))
            {
                Add(member.Offset, $"{what}: unknown key '{Reading.Shown.Of(member.Name)}'{NearestName.Hint(member.Name, known)}; expected {string.Join(", ", known)}");
            }
            else if (!members.TryAdd(member.Name, member))
            {
                Add(member.Offset, $"{what}: '{member.Name}' stands here a second time");
            }
        }

        foreach (var name in required.Where(n => !members.ContainsKey(n)))
        {
            Add(part.Offset, $"{what}: '{name}' is missing");
        }

        return members;
    }

    public IReadOnlyList<JsonPart> Items(JsonPart part, string what) =>
        Is(part, JsonTokenType.StartArray, $"{what}: expected a list") ? part.Items : [];

    /// <param name="expected">Such as: Rate: expected a whole number.</param>
    public string? Text(JsonPart part, string expected) => Is(part, JsonTokenType.String, expected) ? part.Text : null;

    public int? Whole(JsonPart part, string what, int least, int most)
    {
        if (part.Kind == JsonTokenType.Number
            && int.TryParse(part.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        Add(part.Offset, $"{what}: expected a whole number from {least} to {most}, found {Shown(part)}");
        return null;
    }

    public bool? Flag(JsonPart part, string what)
    {
        if (part.Kind is JsonTokenType.True or JsonTokenType.False)
        {
            return part.Kind == JsonTokenType.True;
        }

        Add(part.Offset, $"{what}: expected true or false, found {Shown(part)}");
        return null;
    }

    /// <summary>The index of a text among those that are known.</summary>
    public int? Choice(JsonPart part, string what, IReadOnlyList<string> known)
    {
        var expected = $"{what}: expected {string.Join(" or ", known.Select(k => $"\"{k}\""))}";
        if (Text(part, expected) is not { } text)
        {
            return null;
        }

        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] == text)
            {
                return i;
            }
        }

        Add(part.Offset, $"{expected}, found {Shown(part)}{NearestName.Hint(text, known)}");
        return null;
    }

    /// <summary>A duration in our own form, such as 200ms.</summary>
    public Duration? Length(JsonPart part, string what, Duration least, Duration most)
    {
        var expected = $"{what}: expected a duration from {least} to {most} such as \"2s\"";
        if (Text(part, expected) is not { } text)
        {
            return null;
        }

        if (Duration.TryParse(text, null, out var value) && value.Value >= least.Value && value.Value <= most.Value)
        {
            return value;
        }

        Add(part.Offset, $"{expected}, found {Shown(part)}");
        return null;
    }

    public bool Is(JsonPart part, JsonTokenType kind, string expected)
    {
        if (part.Kind == kind)
        {
            return true;
        }

        Add(part.Offset, $"{expected}, found {Shown(part)}");
        return false;
    }

    public static string Shown(JsonPart part) => part.Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"'{Reading.Shown.Of(part.Text)}'",
        _ => part.Text,
    };
}
