using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ReefChaos.Engine.Reading;

/// <summary>Turns YAML text into nodes. Anchors, aliases, tags and keys that are no plain texts are refused.</summary>
/// <remarks>YamlDotNet's own representation model is not used: it stops at the first duplicate key, and resolves aliases.</remarks>
internal sealed class NodeReader(string text, Findings findings)
{
    public const string Empty = "the file is empty; expected a scenario, which starts with 'scenario: NAME'";

    private const int MaxDepth = 32;

    private readonly Parser parser = new(new StringReader(text));

    /// <summary>Null where there is nothing to bind; the findings then say why.</summary>
    public Node? Read()
    {
        try
        {
            return ReadDocument();
        }
        catch (YamlException e)
        {
            findings.Add(PlaceOf(e.Start), $"this is not YAML: {e.Message.TrimEnd('.')}");
        }
        // YamlDotNet's scanner fails like this, without a place, at a flow mapping that is not closed.
        catch (InvalidOperationException)
        {
            var reached = parser.Current is { } last ? PlaceOf(last.End) : default;
            findings.Add(reached, "this is not YAML: it makes no sense beyond this point; is a brace, bracket or quote left open?");
        }
        catch (TooDeepException e)
        {
            findings.Add(e.Place, $"nested deeper than {MaxDepth} levels; a scenario needs no more than 6");
        }

        return null;
    }

    private Node? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            findings.Add(default, Empty);
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            findings.Add(PlaceOf(second.Start), "a second document starts here; expected one scenario a file, so move it to a file of its own");
        }

        return root;
    }

    private Node ReadNode(int depth)
    {
        var start = parser.Accept<NodeEvent>(out var node) ? node : null;
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Refuse(alias, $"the alias '*{alias.Value}' is not allowed; write the value out");
        }

        if (depth > MaxDepth)
        {
            throw new TooDeepException(PlaceOf(parser.Current!.Start));
        }

        var read = ReadContent(depth);
        if (start is { Anchor.IsEmpty: false })
        {
            findings.Add(PlaceOf(start.Start), $"the anchor '&{start.Anchor}' is not allowed; write values out where they are used");
        }

        return start is { Tag.IsEmpty: false } ? Refuse(start, $"the tag '{start.Tag}' is not allowed; leave it out") : read;
    }

    private Node ReadContent(int depth)
    {
        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(depth + 1));
            }

            return new ListNode(PlaceOf(sequence.Start), items);
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            return new MappingNode(PlaceOf(mapping.Start), ReadEntries(depth + 1));
        }

        var scalar = parser.Consume<Scalar>();
        return new ScalarNode(PlaceOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private List<(ScalarNode Key, Node Value)> ReadEntries(int depth)
    {
        var entries = new List<(ScalarNode Key, Node Value)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth);
            var value = ReadNode(depth);
            if (key is ScalarNode name)
            {
                entries.Add((name, value));
            }
            else if (key is not RefusedNode)
            {
                findings.Add(key.Place, $"{key.Kind} cannot be a key; expected a name");
            }
        }

        return entries;
    }

    private RefusedNode Refuse(ParsingEvent at, string message)
    {
        findings.Add(PlaceOf(at.Start), message);
        return new RefusedNode(PlaceOf(at.Start));
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class TooDeepException(Place place) : Exception
    {
        public Place Place { get; } = place;
    }
}
