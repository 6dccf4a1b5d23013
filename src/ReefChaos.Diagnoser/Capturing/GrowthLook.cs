using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Of which types more are kept at a later look than at an earlier one, who keeps them, and where they are made.</summary>
internal sealed class GrowthLook(Attachment attachment, CodePlaces places, AllocationTally made)
{
    private const int Most = 12;
    private const int MostKept = 4;
    private const int MostSteps = 10;

    /// <remarks>At once after the later look: what it knows of types is gone with the next one.</remarks>
    public IReadOnlyList<TypeGrowth> Between(OwnedObjects first, OwnedObjects last)
    {
        if (!first.IsWhole || !last.IsWhole)
        {
            return [];
        }

        // Who is the nearest owner may change; then it is not more objects that are kept.
        var more = last.Kept.ToDictionary(k => k.Key, k => k.Value - first.Kept.GetValueOrDefault(k.Key));
        var growing = more.Where(m => m.Value >= Marks.LeakedObjects).Select(m => m.Key).ToHashSet();
        return
        [
            .. last.Owned
                .Select(o => (o.Key, Before: first.Owned.GetValueOrDefault(o.Key), Now: o.Value))
                .Select(t => (t.Key, t.Now, More: Math.Min(t.Now.Count - t.Before.Count, more[t.Key.Type]), MoreBytes: t.Now.Bytes - t.Before.Bytes))
                .Where(t => t.More >= Marks.LeakedObjects)
                .OrderByDescending(t => t.MoreBytes)
                .Take(Most)
                .Select(t => Growth(last.Describe(t.Key), t.Now.Count - t.More, t.Now.Bytes - t.MoreBytes, growing, Samples)),
        ];
    }

    /// <summary>What takes most memory, and who keeps it. Where it was made is not asked: that was long ago.</summary>
    public IReadOnlyList<TypeGrowth> Kept(OwnedObjects now) =>
    [
        .. now.Owned
            .OrderByDescending(o => o.Value.Bytes)
            .Take(Most)
            .Select(o => Growth(now.Describe(o.Key), 0, 0, [], (_, _) => []))
            .Where(g => g.IsUsers || g.IsInjected)
            .Take(MostKept),
    ];

    /// <param name="growing">Types of which there are more, too.</param>
    /// <param name="sample">Where objects of a type were made, in the code of those that keep them.</param>
    private TypeGrowth Growth(OwnedType owned, long countBefore, long bytesBefore, HashSet<ulong> growing, Func<string, List<Link>, IReadOnlyList<CodeSite>> sample)
    {
        var isInjected = owned.Steps.SkipLast(1).LastOrDefault(s => CodeOwners.IsUsers(s.Type) || CodeOwners.IsLeakStore(s.Type)) is { Type: { } owner } && CodeOwners.IsLeakStore(owner);
        var links = Links(owned, isInjected ? CodeOwners.IsLeakStore : CodeOwners.IsUsers);
        var isUsers = !isInjected && (links.Count > 0 || CodeOwners.IsUsers(owned.Type));
        var samples = sample(owned.Type.Name ?? "", links);
        return new TypeGrowth(owned.Type.Name ?? "", new Change(countBefore, owned.Count), new Change(bytesBefore, owned.Bytes), Words(owned), isUsers, Where(owned, links, growing, samples))
        {
            IsInjected = isInjected,
        };
    }

    /// <summary>The fields on the way that count, the one nearest to the object first.</summary>
    private static List<Link> Links(OwnedType owned, Func<ClrType, bool> counts)
    {
        var links = owned.Root.Field is { } root ? new List<Link> { root } : [];
        links.AddRange(owned.Steps.SkipLast(1).Where(s => s.Field is not null && counts(s.Type)).Select(s => new Link(s.Type, s.Field!)));
        links.Reverse();
        return links;
    }

    private static IReadOnlyList<string> Words(OwnedType owned)
    {
        List<string> steps = [owned.Root.Name, .. owned.Steps.Select(s => CodeNames.Type(s.Type.Name ?? "?")).Distinct()];
        return steps.Count <= MostSteps ? steps : [.. steps.Take(MostSteps / 2), "…", .. steps.TakeLast(MostSteps / 2)];
    }

    /// <summary>
    /// Where code adds to the nearest field that anything is added to, or hands over to the framework what that keeps, or else where samples were made; of several
    /// places, one that a sample shows. What gets more itself comes last: more and more are kept by something that stays the same.
    /// </summary>
    private CodeSite? Where(OwnedType owned, List<Link> links, HashSet<ulong> growing, IReadOnlyList<CodeSite> samples)
    {
        var byGrowth = links.ToLookup(l => growing.Contains(l.Holder.MethodTable));
        var found = byGrowth[false].Select(places.Adding).Append(Handed(owned)).Concat(byGrowth[true].Select(places.Adding)).FirstOrDefault(a => a.Count > 0) ?? samples;
        return found.FirstOrDefault(a => samples.Any(s => s.Method == a.Method)) ?? (found is [var first, ..] ? first : null);
    }

    /// <summary>Of the user's first object on the way, where no field of his leads to it.</summary>
    private IReadOnlyList<CodeSite> Handed(OwnedType owned) =>
        owned.Root.Field is null && owned.Steps.Select(s => s.Type).FirstOrDefault(CodeOwners.IsUsers) is { } entered ? places.Handing(entered) : [];

    /// <summary>Where objects of the type were made in the code of one that keeps them, by samples, the most frequent first.</summary>
    private IReadOnlyList<CodeSite> Samples(string type, List<Link> links)
    {
        var holders = links.Select(l => CodeNames.Type(l.Holder.Name ?? "") + ".").Distinct().ToList();
        return [.. made.Of(type).SelectMany(s => Sample(s, holders)).CountBy(s => s).OrderByDescending(s => s.Value).Select(s => s.Key)];
    }

    /// <summary>Who makes an object that makes others in its constructor keeps them all.</summary>
    private IEnumerable<CodeSite> Sample(ulong[] stack, List<string> holders) => stack
        .Select(address => (Address: address, Method: attachment.Runtime.GetMethodByInstructionPointer(address)))
        .Where(f => f.Method is { Name: not (".ctor" or ".cctor") })
        .Select(f => places.Of(f.Method!, f.Address).Site)
        .Where(s => s.Line is not null && holders.Any(h => s.Method.StartsWith(h, StringComparison.Ordinal)))
        .Take(1);
}
