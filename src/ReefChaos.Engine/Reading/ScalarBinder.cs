using System.Globalization;
using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Reading;

/// <summary>Fits single values into numbers, texts, choices and units. Nothing is converted that a reader of the file would not expect.</summary>
internal sealed partial class ScalarBinder(Findings findings)
{
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();

    /// <summary>Null, with a finding, where the value does not fit.</summary>
    public object? Bind(Shape shape, ScalarNode node, Spot spot)
    {
        var expected = spot.Rule?.Expected ?? shape.Expected;
        if (node.IsNull)
        {
            findings.Add(node.Place, $"{spot.Label}expected {expected}; found nothing{(shape is TextShape ? ", so write \"\" for an empty text" : "")}");
            return null;
        }

        if (shape is TextShape { TakesNumbers: false } && node.IsPlain && IsNoText(node.Text))
        {
            findings.Add(node.Place, $"{spot.Label}expected {expected}; {node.Text} is none without quotes, so write \"{node.Text}\"");
            return null;
        }

        var value = Parse(shape, node);
        if (value is not null && spot.Rule?.Holds(value) != false)
        {
            return value;
        }

        var hint = shape is ChoiceShape choice ? NearestName.Hint(node.Text, choice.Names) : "";
        findings.Add(node.Place, $"{spot.Label}expected {expected}; found '{Shown.Of(node.Text)}'{hint}{QuotesHint(shape, node)}");
        return null;
    }

    private static object? Parse(Shape shape, ScalarNode node) => shape switch
    {
        TextShape => node.Text,
        ChoiceShape choice => choice.Parse(node.Text),
        // The pattern too, so that the schema, which has only the pattern, never refuses what is accepted here.
        UnitShape unit => WholePattern.Fits(node.Text, unit.Form.Pattern) ? unit.Parse(node.Text) : null,
        FlagShape => node.IsPlain ? node.Text switch { "true" => true, "false" => false, _ => null } : null,
        NumberShape number => node.IsPlain && Number().IsMatch(node.Text) ? ParseNumber(number.Type, node.Text) : null,
        _ => throw new InvalidOperationException($"{shape.GetType().Name} is no single value."),
    };

    private static object? ParseNumber(Type type, string text)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(int))
        {
            return int.TryParse(text, Whole, culture, out var number) ? number : null;
        }

        if (type == typeof(ulong))
        {
            return ulong.TryParse(text, Whole, culture, out var number) ? number : null;
        }

        return double.TryParse(text, NumberStyles.Float, culture, out var real) && double.IsFinite(real) ? real : null;
    }

    private static bool IsNoText(string text) => Number().IsMatch(text) || text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE";

    private static string QuotesHint(Shape shape, ScalarNode node) =>
        !node.IsPlain && shape is NumberShape or FlagShape ? " in quotes, so take them away" : "";
}
