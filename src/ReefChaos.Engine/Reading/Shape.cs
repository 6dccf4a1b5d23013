using System.Reflection;
using System.Runtime.CompilerServices;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>How a type of the vocabulary looks in a file. The reader, the schema and the docs all follow it.</summary>
internal abstract record Shape
{
    /// <summary>What an error message says was expected.</summary>
    public abstract string Expected { get; }

    public static Shape Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => new TextShape(),
            _ when plain == typeof(bool) => new FlagShape(),
            _ when plain == typeof(int) || plain == typeof(ulong) || plain == typeof(double) => new NumberShape(plain),
            _ when plain == typeof(Fault) => new FaultShape([.. FaultCatalogue.Types.Select(RecordShape.Of)]),
            _ when plain.IsEnum => new ChoiceShape(plain),
            _ when Arguments(plain, typeof(IScalar<>)) is not null => UnitShape.Of(plain),
            _ when Arguments(plain, typeof(IReadOnlyDictionary<,>)) is [var key, var value] => new MapShape(OfItem(key), OfItem(value), key, value),
            _ when Arguments(plain, typeof(IReadOnlyList<>)) is [var item] => new ListShape(OfItem(item), item),
            _ => RecordShape.Of(plain),
        };
    }

    private static Shape OfItem(Type type) => type == typeof(string) ? new TextShape(TakesNumbers: true) : Of(type);

    private static Type[]? Arguments(Type type, Type generic) => type.GetInterfaces().Append(type)
        .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == generic)?.GetGenericArguments();
}

/// <param name="TakesNumbers">Environment variables and arguments are often numbers: these are taken as written, without quotes.</param>
internal sealed record TextShape(bool TakesNumbers = false) : Shape
{
    public override string Expected => "a text";
}

internal sealed record FlagShape : Shape
{
    public override string Expected => "true or false";
}

internal sealed record NumberShape(Type Type) : Shape
{
    public bool IsWhole => Type != typeof(double);

    public override string Expected => Type == typeof(ulong) ? $"a whole number from 0 to {ulong.MaxValue}" : IsWhole ? "a whole number" : "a number";
}

internal sealed record ChoiceShape(Type Type) : Shape
{
    public IReadOnlyList<string> Names { get; } = [.. Enum.GetNames(Type).Select(Kebab.Of)];

    public override string Expected => "one of " + string.Join(", ", Names);

    public object? Parse(string text) => Names.Contains(text) ? Enum.GetValues(Type).GetValue(Names.ToList().IndexOf(text)) : null;
}

/// <summary>One text with its unit.</summary>
/// <param name="Parse">Null where the text is not of this form.</param>
internal sealed record UnitShape(ScalarForm Form, Func<string, object?> Parse) : Shape
{
    public override string Expected => Form.Expected;

    public static new UnitShape Of(Type type) => (UnitShape)typeof(UnitShape)
        .GetMethod(nameof(OfUnit), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static UnitShape OfUnit<T>() where T : IScalar<T> => new(T.Form, text => T.TryParse(text, null, out var value) ? value : null);
}

internal sealed record ListShape(Shape Item, Type ItemType) : Shape
{
    public override string Expected => "a list";
}

internal sealed record MapShape(Shape Key, Shape Value, Type KeyType, Type ValueType) : Shape
{
    public override string Expected => $"a mapping from {(Key is UnitShape unit ? unit.Expected : "names")} to {Value.Expected}";
}

/// <summary>One fault as a mapping of one key, the fault's name.</summary>
internal sealed record FaultShape(IReadOnlyList<RecordShape> Faults) : Shape
{
    public override string Expected => "one fault, such as 'missing-timeout: { at: http-client:NAME }'";

    public IEnumerable<string> Names => Faults.Select(f => FaultCatalogue.NameOf(f.Type));
}

internal sealed record RecordShape(Type Type, IReadOnlyList<Field> Fields) : Shape
{
    public override string Expected => $"a mapping with the keys {string.Join(", ", Fields.Select(f => f.Name))}";

    public static new RecordShape Of(Type type) => new(type, [.. FieldsOf(type)]);

    /// <summary>What the base record declares comes first, so that every fault begins with <c>at</c>.</summary>
    private static IEnumerable<Field> FieldsOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is not null)
        .OrderBy(p => p.DeclaringType == type)
        .Select(p => new Field(p));
}

/// <summary>One key of a mapping.</summary>
internal sealed record Field(PropertyInfo Property)
{
    /// <summary>The name of a scenario heads its file, under the key that says what the file is.</summary>
    public string Name { get; } = Property.DeclaringType == typeof(Scenario) && Property.Name == nameof(Scenario.Name)
        ? "scenario"
        : Kebab.Of(Property.Name);

    public bool IsRequired { get; } = Property.IsDefined(typeof(RequiredMemberAttribute));

    public Shape Shape { get; } = Shape.Of(Property.PropertyType);

    public ValueRule? Rule { get; } = ValueRules.OfValue(Property);

    public ValueRule? KeyRule { get; } = ValueRules.OfKeys(Property);

    /// <summary>Whether the map means nothing when it is empty.</summary>
    public bool IsFilled { get; } = ValueRules.IsFilled(Property);

    /// <summary>The form, and the range where there is one, in words.</summary>
    public string Expected => Rule?.Expected ?? Shape.Expected;
}
