using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Reads out of the framework's collections how much is in them: numbers and structures in there are no objects of their own.</summary>
internal sealed class CollectionSizes(FieldPlaces fields)
{
    private const string Cache = "Microsoft.Extensions.Caching.Memory.MemoryCache";

    /// <summary>By the beginning of a type's name: fields whose numbers are added, and one that is taken off.</summary>
    private static readonly (string Type, string[] Fields, string? Free)[] Counts =
    [
        ("System.Collections.Generic.List<", ["_size"], null),
        ("System.Collections.Generic.Queue<", ["_size"], null),
        ("System.Collections.Generic.Stack<", ["_size"], null),
        ("System.Collections.Generic.PriorityQueue<", ["_size"], null),
        ("System.Collections.Generic.Dictionary<", ["_count"], "_freeCount"),
        ("System.Collections.Generic.HashSet<", ["_count"], "_freeCount"),
        ("System.Collections.Generic.SortedList<", ["_size"], null),
        ("System.IO.MemoryStream", ["_length"], null),
        ("System.Text.StringBuilder", ["m_ChunkOffset", "m_ChunkLength"], null),
    ];

    private readonly Dictionary<ulong, (int[] Added, int? Free)?> known = [];

    public long ElementsOf(ClrObject item)
    {
        var type = item.Type!;
        if (!known.TryGetValue(type.MethodTable, out var places))
        {
            known[type.MethodTable] = places = Places(type);
        }

        return places is { } at ? at.Added.Sum(p => Number(item, p)) - (at.Free is { } free ? Number(item, free) : 0) : 0;
    }

    /// <summary>A cache that was told how large it may get.</summary>
    public bool IsLimited(ClrObject item) =>
        item.Type?.Name == Cache && fields.Read(item, "_options") is { IsNull: false, Type: { } type } options && fields.Of(type, "_sizeLimit") is { } place
        && item.Type.Heap.Runtime.DataTarget.DataReader.Read<long>(options.Address + (ulong)place) >= 0;

    private (int[] Added, int? Free)? Places(ClrType type)
    {
        foreach (var (name, counted, free) in Counts)
        {
            if (type.Name?.StartsWith(name, StringComparison.Ordinal) == true)
            {
                int[] places = [.. counted.Select(f => fields.Of(type, f)).OfType<int>()];
                return places.Length == counted.Length ? (places, free is null ? null : fields.Of(type, free)) : null;
            }
        }

        return null;
    }

    private static int Number(ClrObject item, int place) => item.Type!.Heap.Runtime.DataTarget.DataReader.Read<int>(item.Address + (ulong)place);
}
