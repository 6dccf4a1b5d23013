using System.Text.Json.Nodes;
using ReefChaos.Faults;

namespace ReefChaos.Engine.Reading;

/// <summary>Writes shapes as JSON Schema.</summary>
internal sealed class SchemaWriter(XmlSummaries summaries)
{
    /// <param name="keyRule">What the keys of a map must be.</param>
    public void Fill(JsonObject schema, Shape shape, ValueRule? keyRule = null)
    {
        switch (shape)
        {
            case TextShape text:
                schema["type"] = text.TakesNumbers ? Strings("string", "number", "boolean") : "string";
                break;
            case FlagShape:
                schema["type"] = "boolean";
                break;
            case NumberShape number:
                FillNumber(schema, number);
                break;
            case ChoiceShape choice:
                schema["enum"] = Strings([.. choice.Names]);
                break;
            case UnitShape unit:
                schema["type"] = "string";
                schema["pattern"] = unit.Form.Pattern;
                break;
            case ListShape list:
                schema["type"] = "array";
                schema["items"] = Schema(list.Item);
                break;
            case MapShape map:
                FillMap(schema, map, keyRule?.Pattern ?? (map.Key as UnitShape)?.Form.Pattern);
                break;
            case FaultShape faults:
                FillFault(schema, faults);
                break;
            case RecordShape record:
                FillRecord(schema, record);
                break;
        }
    }

    private JsonObject Schema(Shape shape)
    {
        var schema = new JsonObject();
        Fill(schema, shape);
        return schema;
    }

    private static void FillNumber(JsonObject schema, NumberShape number)
    {
        schema["type"] = number.IsWhole ? "integer" : "number";
        if (number.Type == typeof(ulong))
        {
            schema["minimum"] = 0;
        }
    }

    /// <summary>Keys of a pattern are not given as <c>propertyNames</c>, which some validators pass over.</summary>
    private void FillMap(JsonObject schema, MapShape map, string? keys)
    {
        schema["type"] = "object";
        if (keys is null)
        {
            schema["additionalProperties"] = Schema(map.Value);
        }
        else
        {
            schema["patternProperties"] = new JsonObject { [keys] = Schema(map.Value) };
            schema["additionalProperties"] = false;
        }
    }

    /// <summary>An object of one key rather than a choice of objects: editors then complete the names, and explain a misfit.</summary>
    private void FillFault(JsonObject schema, FaultShape faults)
    {
        var properties = new JsonObject();
        foreach (var fault in faults.Faults)
        {
            properties[FaultCatalogue.NameOf(fault.Type)] = Described(summaries.Of(fault.Type), fault);
        }

        schema["type"] = "object";
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        schema["minProperties"] = 1;
        schema["maxProperties"] = 1;
    }

    private void FillRecord(JsonObject schema, RecordShape record)
    {
        var properties = new JsonObject();
        var defaults = Activator.CreateInstance(record.Type)!;
        foreach (var field in record.Fields)
        {
            properties[field.Name] = Property(field, defaults);
        }

        schema["type"] = "object";
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        if (record.Fields.Any(f => f.IsRequired))
        {
            schema["required"] = Strings([.. record.Fields.Where(f => f.IsRequired).Select(f => f.Name)]);
        }

        switch (RecordRule.Of(record))
        {
            case { ExactlyOne: true } rule:
                schema["oneOf"] = new JsonArray([.. rule.Names.Select(name => new JsonObject { ["required"] = Strings(name) })]);
                break;
            case { ExactlyOne: false }:
                schema["minProperties"] = 1;
                break;
        }
    }

    private JsonObject Property(Field field, object defaults)
    {
        var schema = Described(summaries.Of(field.Property), field.Shape, field.KeyRule);
        if (field.Rule is { Least: { } least, Most: { } most })
        {
            schema["minimum"] = least;
            schema["maximum"] = most;
        }
        else if (field.Rule is { Pattern: { } pattern })
        {
            schema["pattern"] = pattern;
        }

        if (field.IsFilled)
        {
            schema["minProperties"] = 1;
        }

        if (!field.IsRequired && DefaultOf(field, defaults) is { } value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static JsonNode? DefaultOf(Field field, object defaults) => (field.Shape, field.Property.GetValue(defaults)) switch
    {
        (FlagShape, bool flag) => flag,
        (NumberShape, int number) => number,
        (TextShape or ChoiceShape or UnitShape, { } value) => FaultDocs.TextOf(value),
        _ => null,
    };

    private JsonObject Described(string description, Shape shape, ValueRule? keyRule = null)
    {
        var schema = new JsonObject();
        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        Fill(schema, shape, keyRule);
        return schema;
    }

    private static JsonArray Strings(params string[] items) => new([.. items.Select(i => (JsonNode)i)]);
}
