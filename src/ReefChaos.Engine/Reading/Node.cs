namespace ReefChaos.Engine.Reading;

/// <summary>A piece of a YAML file with its place, before anything is known about its meaning.</summary>
internal abstract record Node(Place Place)
{
    /// <summary>The kind in words, for messages.</summary>
    public abstract string Kind { get; }
}

/// <param name="IsPlain">Not quoted and no block: the only form in which numbers and booleans are taken.</param>
internal sealed record ScalarNode(Place Place, string Text, bool IsPlain) : Node(Place)
{
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

internal sealed record ListNode(Place Place, IReadOnlyList<Node> Items) : Node(Place)
{
    public override string Kind => "a list";
}

/// <summary>May hold a key twice.</summary>
internal sealed record MappingNode(Place Place, IReadOnlyList<(ScalarNode Key, Node Value)> Entries) : Node(Place)
{
    public override string Kind => "a mapping";
}

/// <summary>Stands where something was refused already, so that it is not complained about twice.</summary>
internal sealed record RefusedNode(Place Place) : Node(Place)
{
    public override string Kind => "something refused";
}
