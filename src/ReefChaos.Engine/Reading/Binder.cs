using System.Collections;
using ReefChaos.Faults;

namespace ReefChaos.Engine.Reading;

/// <summary>Fits nodes into the vocabulary's types. What does not fit is a finding, and the rest is still looked at.</summary>
internal sealed class Binder(Findings findings, SourceMap places)
{
    private readonly ScalarBinder scalars = new(findings);

    /// <summary>Null where nothing fits; a record that lacks parts is still returned, with a finding for each.</summary>
    public object? Bind(Shape shape, Node node, Spot spot)
    {
        places.Add(spot.Path, spot.Place);
        return (shape, node) switch
        {
            (_, RefusedNode) => null,
            (RecordShape record, MappingNode mapping) => BindRecord(record, mapping, spot),
            (FaultShape fault, MappingNode mapping) => BindFault(fault, mapping, spot),
            (FaultShape fault, ScalarNode { IsNull: false } name) => RefuseBareFault(fault, name),
            (MapShape map, MappingNode mapping) => BindMap(map, mapping, spot),
            (ListShape list, ListNode items) => BindList(list, items, spot),
            (RecordShape or FaultShape or MapShape or ListShape, _) => Mismatch(shape.Expected, node, spot),
            (_, ScalarNode scalar) => scalars.Bind(shape, scalar, spot),
            _ => Mismatch(spot.Field?.Expected ?? shape.Expected, node, spot),
        };
    }

    private object? Mismatch(string expected, Node node, Spot spot)
    {
        findings.Add(node is ScalarNode { IsNull: false } ? node.Place : spot.Place, $"{spot.Label}expected {expected}; found {node.Kind}");
        return null;
    }

    private object BindRecord(RecordShape shape, MappingNode mapping, Spot spot)
    {
        var record = Activator.CreateInstance(shape.Type)!;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Distinct(mapping))
        {
            if (shape.Fields.FirstOrDefault(f => f.Name == key.Text) is not { } field)
            {
                RefuseName("key", key, shape.Fields.Select(f => f.Name));
                continue;
            }

            given.Add(field.Name);
            if (Bind(field.Shape, value, spot.Of(field, key, value)) is { } bound)
            {
                field.Property.SetValue(record, bound);
            }
        }

        foreach (var field in shape.Fields.Where(f => f.IsRequired && !given.Contains(f.Name)))
        {
            findings.Add(spot.Place, $"{spot.Label}the key '{field.Name}' is missing; expected {field.Expected}");
        }

        if (RecordRule.Of(shape) is { } rule && !rule.Holds(rule.Names.Count(given.Contains)))
        {
            findings.Add(spot.Place, $"{spot.Label}expected {rule.Expected}");
        }

        return record;
    }

    private object? BindFault(FaultShape shape, MappingNode mapping, Spot spot)
    {
        if (mapping.Entries is not [var (name, body)])
        {
            findings.Add(spot.Place, $"{spot.Label}expected {shape.Expected}; found {mapping.Entries.Count} keys, so indent the fault's parameters below its name");
            return null;
        }

        if (shape.Faults.FirstOrDefault(f => FaultCatalogue.NameOf(f.Type) == name.Text) is { } fault)
        {
            return Bind(fault, body, spot.Below(name.Text, name.Text, name.Place));
        }

        RefuseName("fault", name, shape.Names);
        return null;
    }

    private object? RefuseBareFault(FaultShape shape, ScalarNode name)
    {
        if (shape.Names.Contains(name.Text))
        {
            findings.Add(name.Place, $"the fault '{name.Text}' has no site; expected '{name.Text}: {{ at: SITE }}'");
        }
        else
        {
            RefuseName("fault", name, shape.Names);
        }

        return null;
    }

    private IDictionary BindMap(MapShape shape, MappingNode mapping, Spot spot)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(shape.KeyType, shape.ValueType))!;
        foreach (var (key, value) in Distinct(mapping))
        {
            var name = scalars.Bind(shape.Key, key, new Spot("", "", key.Place) { Rule = spot.Field?.KeyRule });
            var bound = Bind(shape.Value, value, spot.Below(name?.ToString() ?? key.Text, key.Text, value is ScalarNode ? value.Place : key.Place));
            if (name is not null && map.Contains(name))
            {
                findings.Add(key.Place, $"the key '{Shown.Of(key.Text)}' means the same as one above; keep one of them");
            }
            else if (name is not null && bound is not null)
            {
                map.Add(name, bound);
            }
        }

        if (mapping.Entries.Count == 0 && spot.Field is { IsFilled: true })
        {
            findings.Add(spot.Place, $"{spot.Label}expected at least one entry; found none");
        }

        return map;
    }

    private Array BindList(ListShape shape, ListNode list, Spot spot)
    {
        var items = list.Items
            .Select((item, i) => Bind(shape.Item, item, spot.Below($"{i}", $"{spot.Name}[{i}]", item.Place)))
            .OfType<object>()
            .ToArray();
        var typed = Array.CreateInstance(shape.ItemType, items.Length);
        items.CopyTo(typed, 0);
        return typed;
    }

    private IEnumerable<(ScalarNode Key, Node Value)> Distinct(MappingNode mapping)
    {
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (seen.TryAdd(key.Text, key.Place))
            {
                yield return (key, value);
            }
            else
            {
                findings.Add(key.Place, $"duplicate key '{Shown.Of(key.Text)}'; it is given in line {seen[key.Text].Line} already, so keep one of them");
            }
        }
    }

    private void RefuseName(string what, ScalarNode name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var hint = NearestName.Hint(name.Text, names);
        findings.Add(name.Place, $"unknown {what} '{Shown.Of(name.Text)}'{(hint.Length > 0 ? hint : $"; expected one of {string.Join(", ", names)}")}");
    }
}
