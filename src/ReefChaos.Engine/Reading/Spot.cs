namespace ReefChaos.Engine.Reading;

/// <summary>What is being bound: its path for the source map, its name for messages, and its place.</summary>
internal sealed record Spot(string Path, string Name, Place Place)
{
    /// <summary>Null for the items of lists and maps.</summary>
    public Field? Field { get; init; }

    public ValueRule? Rule { get; init; }

    public string Label => Name.Length == 0 ? "" : $"{Shown.Of(Name)}: ";

    public Spot Of(Field field, ScalarNode key, Node value) =>
        Below(field.Name, field.Name, value is ScalarNode ? value.Place : key.Place) with { Field = field, Rule = field.Rule };

    public Spot Below(string step, string name, Place place) => new(Path.Length == 0 ? step : $"{Path}/{step}", name, place);
}
