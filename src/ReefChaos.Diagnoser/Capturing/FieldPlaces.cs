using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Where in their objects the fields of types lie, each asked for once in all looks.</summary>
/// <remarks>
/// To tell of a type's fields the library looks up the types of those, in tables that the process extends while it loads others, as it does when it meets its
/// first errors. A table that is half extended ends the library, and this process with it. So of tasks only the framework's own type is asked, with whose fields
/// all begin that derive from it; and what is known is kept from look to look.
/// </remarks>
/// <param name="reread">Forgets what was read of memory: what is old beside what is new is such a table too.</param>
internal sealed class FieldPlaces(Action reread)
{
    private const string Task = "System.Threading.Tasks.Task";

    /// <summary>In front of an object's fields: its method table.</summary>
    public const int Header = 8;

    private readonly Dictionary<(ulong MethodTable, string Field), (int Place, bool IsReference)?> places = [];
    private readonly Dictionary<(ulong MethodTable, string Field, string Inner), int?> nested = [];
    private readonly Dictionary<string, int?> ofTasks = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, bool> tasks = [];

    public bool IsTask(ClrType type)
    {
        if (!tasks.TryGetValue(type.MethodTable, out var known))
        {
            tasks[type.MethodTable] = known = TaskOf(type) is not null;
        }

        return known;
    }

    /// <summary>A field of every task, as <see cref="Of"/>; null where the type is no task.</summary>
    public int? OfTask(ClrType type, string field)
    {
        if (!IsTask(type))
        {
            return null;
        }

        if (!ofTasks.TryGetValue(field, out var place))
        {
            ofTasks[field] = place = Of(TaskOf(type)!, field);
        }

        return place;
    }

    /// <summary>From the beginning of the object; null where there is no such field.</summary>
    public int? Of(ClrType type, string field) => Known(type, field)?.Place;

    /// <summary>The object that a field refers to.</summary>
    public ClrObject Read(ClrObject item, string field) =>
        item.Type is { } type && Known(type, field) is { IsReference: true, Place: var place } ? Referred(type.Heap, item.Address, place) : default;

    /// <summary>The object that a field of every task refers to.</summary>
    public ClrObject ReadTask(ClrObject item, string field) =>
        item.Type is { } type && OfTask(type, field) is { } place ? Referred(type.Heap, item.Address, place) : default;

    /// <summary>The object that a field of a structure refers to, which is itself a field.</summary>
    public ClrObject ReadNested(ClrObject item, string field, string inner)
    {
        if (item.Type is not { } type)
        {
            return default;
        }

        if (!nested.TryGetValue((type.MethodTable, field, inner), out var place))
        {
            reread();
            nested[(type.MethodTable, field, inner)] = place = type.GetFieldByName(field) is { Type: { IsValueType: true } structure } outer && structure.GetFieldByName(inner) is { IsObjectReference: true } found
                ? Header + outer.Offset + found.Offset
                : null;
        }

        return place is { } at ? Referred(type.Heap, item.Address, at) : default;
    }

    private (int Place, bool IsReference)? Known(ClrType type, string field)
    {
        if (!places.TryGetValue((type.MethodTable, field), out var place))
        {
            reread();
            places[(type.MethodTable, field)] = place = type.GetFieldByName(field) is { } found ? (Header + found.Offset, found.IsObjectReference) : null;
        }

        return place;
    }

    private static ClrObject Referred(ClrHeap heap, ulong address, int place) => heap.GetObject(heap.Runtime.DataTarget.DataReader.ReadPointer(address + (ulong)place));

    private static ClrType? TaskOf(ClrType type) => BaseTypes.Of(type).FirstOrDefault(b => b.Name == Task);
}
