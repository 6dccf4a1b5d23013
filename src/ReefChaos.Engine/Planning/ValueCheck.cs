using System.Collections;
using ReefChaos.Engine.Reading;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Holds a scenario that is written in code to the rules of a file: the ranges of its values, and the keys that exclude each other.</summary>
internal static class ValueCheck
{
    private static readonly RecordShape Root = RecordShape.Of(typeof(Scenario));

    public static IReadOnlyList<PlanFinding> Check(Scenario scenario) => [.. OfRecord(Root, scenario, "")];

    /// <summary>Such as <c>scenario slow-payments: error: target.project: …</c>.</summary>
    public static IReadOnlyList<Problem> ProblemsOf(Scenario scenario, IEnumerable<PlanFinding> findings) =>
    [
        .. findings.Select(f => new Problem(
            $"scenario {Shown.Of(scenario.Name ?? "")}", 0, 0, f.Path.Length == 0 ? f.Message : $"{f.Path.Trim('/').Replace('/', '.')}: {f.Message}")),
    ];

    private static IEnumerable<PlanFinding> OfRecord(RecordShape shape, object record, string path)
    {
        var values = shape.Fields.Select(f => (Field: f, Value: f.Property.GetValue(record))).ToList();
        if (RecordRule.Of(shape) is { } rule && !rule.Holds(values.Count(v => rule.Names.Contains(v.Field.Name) && IsGiven(v.Field, v.Value))))
        {
            yield return new(path, $"expected {rule.Expected}");
        }

        foreach (var (field, value) in values)
        {
            var below = path.Length == 0 ? field.Name : $"{path}/{field.Name}";
            if (value is null && field.IsRequired)
            {
                yield return new(below, $"expected {field.Expected}; found nothing");
            }

            foreach (var finding in value is null ? [] : OfValue(field, field.Shape, value, below))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<PlanFinding> OfValue(Field field, Shape shape, object value, string path) => (shape, value) switch
    {
        (FaultShape, Fault fault) => OfRecord(RecordShape.Of(fault.GetType()), fault, $"{path}/{FaultCatalogue.NameOf(fault)}"),
        (RecordShape record, _) => OfRecord(record, value, path),
        (ListShape list, IEnumerable items) => items.Cast<object>().SelectMany((item, i) => OfItem(field, list.Item, item, $"{path}/{i}")),
        (MapShape map, IEnumerable entries) => Filled(field, entries, path).Concat(entries.Cast<object>().SelectMany(e => OfEntry(field, map, e, path))),
        _ => field.Rule?.Holds(value) == false ? [new(path, $"expected {field.Expected}; found '{Shown.Of(FaultDocs.TextOf(value) ?? "")}'")] : [],
    };

    private static IEnumerable<PlanFinding> OfItem(Field field, Shape shape, object item, string path) =>
        shape is RecordShape or FaultShape ? OfValue(field, shape, item, path) : [];

    private static IEnumerable<PlanFinding> OfEntry(Field field, MapShape map, object entry, string path)
    {
        var key = entry.GetType().GetProperty("Key")!.GetValue(entry)!;
        var value = entry.GetType().GetProperty("Value")!.GetValue(entry)!;
        IEnumerable<PlanFinding> unfit = field.KeyRule?.Holds(key) == false ? [new(path, $"expected {field.KeyRule.Expected}; found '{Shown.Of($"{key}")}'")] : [];
        return unfit.Concat(OfItem(field, map.Value, value, $"{path}/{key}"));
    }

    private static IEnumerable<PlanFinding> Filled(Field field, IEnumerable entries, string path) =>
        field.IsFilled && !IsNone(field) && !entries.Cast<object>().Any() ? [new(path, "expected at least one entry; found none")] : [];

    /// <summary>The variables of the control arm are empty where there is no control arm; that one of the two is given, the record's own rule says.</summary>
    private static bool IsNone(Field field) => field.Property.DeclaringType == typeof(ControlSpec);

    private static bool IsGiven(Field field, object? value) => value is not null && !(value is IEnumerable entries and not string && field.IsFilled && !entries.Cast<object>().Any());
}
