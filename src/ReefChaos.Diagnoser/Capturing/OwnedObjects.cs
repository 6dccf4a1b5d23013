using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>
/// Who keeps what, by the shortest way from what is kept for good. The owner is the user's type nearest to an object on that way, or his static field; what only the
/// framework keeps has none. So is what only a request keeps: it goes with that. What ReefChaos's own leak fault keeps counts as the user's.
/// </summary>
internal sealed class OwnedObjects
{
    private const int MostSteps = 64;

    /// <summary>Marks the type that refers to an object in the owner's stead: addresses of types end with zeros.</summary>
    private const ulong Nobodys = 1;

    /// <summary>A larger heap takes too long to follow.</summary>
    private const int MostObjects = 1_000_000;

    /// <summary>Objects that are newer than what was read of their memory: read again so often and no more, as some are none at all.</summary>
    private const int MostRereads = 200;

    private readonly ClrHeap heap;
    private readonly FieldPlaces fields;
    private readonly Dictionary<ulong, (ulong From, Root Root)> seen = [];
    private readonly Dictionary<(ulong Owner, ulong Type), OwnedSum> owned = [];
    private readonly Dictionary<ulong, long> kept = [];
    private readonly Dictionary<ulong, (Lifetime Lifetime, bool Owns)> types = [];

    private readonly CollectionSizes sizes;
    private readonly TimerQueues timers;

    /// <summary>What is larger than the whole heap was moved while it was read.</summary>
    private readonly ulong largest;

    private readonly Action reread;
    private int rereads;

    private OwnedObjects(ClrHeap heap, FieldPlaces fields, Action reread)
    {
        (this.heap, this.fields, this.reread, sizes, timers) = (heap, fields, reread, new CollectionSizes(fields), new TimerQueues(fields));
        largest = heap.Segments.Aggregate(0UL, (sum, segment) => sum + segment.Length);
    }

    /// <summary>False where it took too long: then nothing can be compared, and counts are lower bounds.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>By owner and type. What nobody owns is told apart by the type that refers to it.</summary>
    public IReadOnlyDictionary<(ulong Owner, ulong Type), OwnedSum> Owned => owned;

    /// <summary>Objects of a type that anything keeps, whether anybody owns them or not.</summary>
    public IReadOnlyDictionary<ulong, long> Kept => kept;

    public static OwnedObjects Look(Attachment attachment, CancellationToken late)
    {
        attachment.Refresh(threads =>
        {
            if (Roots.First(attachment.Runtime) is { } first)
            {
                threads.Hold(first.OSThreadId, first.Address, first.StackBase);
            }
        });
        var runtime = attachment.Runtime;
        var objects = new OwnedObjects(runtime.Heap, attachment.Fields, attachment.Reread);
        objects.Follow(Roots.Statics(runtime, attachment.Reread), late);
        objects.Follow(Roots.ThreadStatics(runtime), late);
        objects.Follow(Roots.Handles(runtime), late);
        objects.Follow(Roots.Tables(runtime), late);

        // Last: the program keeps all there is, also what has nearer owners.
        objects.Follow(Roots.Program(attachment), late, areLasting: true);
        return objects;
    }

    public OwnedType Describe((ulong Owner, ulong Type) key)
    {
        var (count, bytes, _, example, _) = owned[key];
        var steps = new List<(ClrType, string?)>();
        var isLimited = false;
        for (ulong at = example, next = 0; at != 0 && steps.Count < MostSteps; (next, at) = (at, seen[at].From))
        {
            isLimited |= sizes.IsLimited(heap.GetObject(at));
            if (heap.GetObjectType(at) is { } type)
            {
                steps.Add((type, Known(type).Owns ? FieldTo(heap.GetObject(at), next) : null));
            }
        }

        steps.Reverse();
        return new OwnedType(key, heap.GetTypeByMethodTable(key.Type)!, seen[example].Root, count, bytes, steps) { IsLimited = isLimited };
    }

    public static bool IsOwned((ulong Owner, ulong Type) key) => (key.Owner & Nobodys) == 0;

    /// <summary>The field that leads on: where it has got another object since, as an event has with each subscription, one that refers to such a type.</summary>
    private string? FieldTo(ClrObject item, ulong next)
    {
        if (next == 0 || item.IsArray)
        {
            return null;
        }

        var references = item.EnumerateReferencesWithFields(carefully: IsKnown(item, item.Size), considerDependantHandles: false).ToList();
        var type = heap.GetObjectType(next)?.MethodTable;
        return references.Where(r => r.Object.Address == next).Concat(references.Where(r => r.Object.Type?.MethodTable == type)).Select(r => r.Field?.Name).FirstOrDefault();
    }

    /// <param name="areLasting">The objects themselves, whatever they look like.</param>
    private void Follow(IEnumerable<(ClrObject Object, Root Root)> roots, CancellationToken late, bool areLasting = false)
    {
        var queue = new Queue<Reached>();
        foreach (var (item, root) in roots)
        {
            Reach(item, 0, new Reached(item, root, root.Field is null ? 0 : root.Id, 0), queue, areLasting);
        }

        while (queue.TryDequeue(out var at))
        {
            if (seen.Count > MostObjects || late.IsCancellationRequested)
            {
                IsWhole = false;
                return;
            }

            var size = at.Object.Size;
            if (size > largest)
            {
                continue;
            }

            var type = at.Object.Type!;
            var owns = Known(type).Owns;
            kept[type.MethodTable] = kept.GetValueOrDefault(type.MethodTable) + 1;
            var keeper = at.Owner != 0 || owns ? at.Owner : Nobodys | at.From;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(owned, (keeper, type.MethodTable), out _);
            sum = sum.With(at.Object.Address, (long)size, sizes.ElementsOf(at.Object));

            foreach (var next in timers.Kept(type, at.Object.EnumerateReferences(carefully: IsKnown(at.Object, size), considerDependantHandles: false)))
            {
                Reach(next, at.Object.Address, new Reached(next, at.Root, owns ? type.MethodTable : at.Owner, type.MethodTable), queue);
            }
        }
    }

    /// <summary>The library knows where the heap ended when the look began, and follows nothing carefully that is beyond.</summary>
    private bool IsKnown(ClrObject item, ulong size) => heap.GetSegmentByAddress(item.Address) is { } segment && item.Address + size <= segment.ObjectRange.End;

    /// <summary>What goes with a request is not followed: another way may lead to what it refers to.</summary>
    private void Reach(ClrObject item, ulong from, Reached reached, Queue<Reached> queue, bool isLasting = false)
    {
        if (!seen.ContainsKey(item.Address) && Read(item) is { Type: { } type } there && (isLasting || !IsPassing(there, type)))
        {
            seen[item.Address] = (from, reached.Root);
            queue.Enqueue(reached with { Object = there });
        }
    }

    private ClrObject Read(ClrObject item)
    {
        if (item is not { Type: null, IsNull: false } || rereads++ >= MostRereads)
        {
            return item;
        }

        reread();
        return heap.GetObject(item.Address);
    }

    private bool IsPassing(ClrObject item, ClrType type) =>
        Known(type).Lifetime is var lifetime && (lifetime == Lifetime.Passing || (lifetime == Lifetime.OfCaller && ParkedCallers.ArePassing(item, fields)));

    private (Lifetime Lifetime, bool Owns) Known(ClrType type)
    {
        if (!types.TryGetValue(type.MethodTable, out var known))
        {
            var lifetime = Roots.IsPassing(type.Name ?? "") ? Lifetime.Passing : ParkedCallers.IsParked(type) ? Lifetime.OfCaller : Lifetime.Lasting;
            types[type.MethodTable] = known = (lifetime, CodeOwners.IsUsers(type) || CodeOwners.IsLeakStore(type));
        }

        return known;
    }

    /// <param name="Owner">A type, or a static field; 0 for nobody.</param>
    /// <param name="From">The type that refers to it; 0 for a root.</param>
    private readonly record struct Reached(ClrObject Object, Root Root, ulong Owner, ulong From);

    private enum Lifetime
    {
        Lasting,
        Passing,

        /// <summary>A parked method lives as long as who waits for it.</summary>
        OfCaller,
    }
}
