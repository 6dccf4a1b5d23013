using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Plans;

/// <summary>A text with gaps: <c>{{name}}</c> stands for a value of a journey, <c>{{feed.column}}</c> for one of a feed.</summary>
/// <remarks>A text cannot hold <c>{{</c> itself; a value can.</remarks>
public sealed class TextTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";

    private TextTemplate(IReadOnlyList<TextPart> parts) => Parts = parts;

    /// <summary>In order; none is empty.</summary>
    public IReadOnlyList<TextPart> Parts { get; }

    /// <summary>There is nothing to fill in.</summary>
    public bool IsConstant => Parts.All(p => !p.IsName);

    public IEnumerable<string> Names => Parts.Where(p => p.IsName).Select(p => p.Text);

    /// <exception cref="FormatException">A gap is not closed, or has no name.</exception>
    public static TextTemplate Parse(string text) =>
        TryParse(text, out var template, out var problem) ? template : throw new FormatException(problem);

    public static bool TryParse(string text, [NotNullWhen(true)] out TextTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        var parts = new List<TextPart>();
        (template, problem) = (null, null);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            Add(parts, text[at..(open < 0 ? text.Length : open)], isName: false);
            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            var name = close < 0 ? "" : text[(open + Open.Length)..close].Trim();
            if (name.Length == 0 || name.Contains('{'))
            {
                problem = close < 0 ? "'{{' without '}}'" : $"'{text[open..(close + Close.Length)]}' has no name";
                return false;
            }

            Add(parts, name, isName: true);
            at = close + Close.Length;
        }

        template = new TextTemplate(parts);
        return true;
    }

    /// <summary>The text with every gap filled; null where a value cannot stand at the place.</summary>
    /// <remarks>A path that begins with a gap takes that value as a whole path, such as that of a Location header.</remarks>
    public string? Render(TextPlace place, Func<string, string> valueOf)
    {
        var texts = new string[Parts.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var (text, isName) = Parts[i];
            if ((isName ? PlaceOf(place, i).Escape(valueOf(text)) : text) is not { } filled)
            {
                return null;
            }

            texts[i] = filled;
        }

        return string.Concat(texts);
    }

    /// <summary>The place of the part at an index.</summary>
    public static TextPlace PlaceOf(TextPlace whole, int part) => whole == TextPlace.Path && part == 0 ? TextPlace.Location : whole;

    private static void Add(List<TextPart> parts, string text, bool isName)
    {
        if (text.Length > 0)
        {
            parts.Add(new TextPart(text, isName));
        }
    }
}

/// <param name="Text">What is sent as it is, or the name of a value.</param>
public readonly record struct TextPart(string Text, bool IsName);
