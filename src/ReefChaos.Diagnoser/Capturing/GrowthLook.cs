using System.Collections.ObjectModel;
using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Of which types more are kept at a later look than at an earlier one, who keeps them, and where they are made.</summary>
internal sealed class GrowthLook(Attachment attachment, CodePlaces places, KeepingPlaces keeping, AllocationTally made)
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
        var growing = more.Where(m => m.Value >= Marks.LeakedObjects).ToDictionary();
        var changes = last.Owned.Select(o => new OwnedChange(o.Key, first.Owned.GetValueOrDefault(o.Key), o.Value, more[o.Key.Type])).ToList();
        return
        [
            .. changes.Where(c => c.Objects >= Marks.LeakedObjects)
                .GroupBy(c => OwnedObjects.IsOwned(c.Key))
                .SelectMany(g => g.OrderByDescending(c => c.Bytes).Take(Most))
                .Select(c => Growth(last.Describe(c.Key), c.Now.Count - c.Objects, c.Now.Bytes - c.Bytes, growing, Samples)),
            .. changes.Where(c => OwnedObjects.IsOwned(c.Key) && c.Now.Count == c.Before.Count && c.Elements >= Marks.LeakedObjects)
                .OrderByDescending(c => c.Elements)
                .Take(Most)
                .Select(c => Fuller(Growth(last.Describe(c.Key), c.Before.Count, c.Before.Bytes, growing, Samples), c)),
        ];
    }

    /// <summary>What takes most memory, and who keeps it. Where it was made is not asked: that was long ago.</summary>
    public IReadOnlyList<TypeGrowth> Kept(OwnedObjects now) =>
    [
        .. now.Owned
            .Where(o => OwnedObjects.IsOwned(o.Key))
            .OrderByDescending(o => o.Value.Bytes)
            .Take(Most)
            .Select(o => Growth(now.Describe(o.Key), 0, 0, ReadOnlyDictionary<ulong, long>.Empty, (_, _) => []))
            .Where(g => g.IsUsers || g.IsInjected)
            .Take(MostKept),
    ];

    /// <summary>As many collections as before, with more in them.</summary>
    private static TypeGrowth Fuller(TypeGrowth collections, OwnedChange change) => collections with
    {
        Type = $"what is in {collections.Type}",
        Count = new Change(change.Before.Elements, change.Now.Elements),
    };

    /// <param name="growing">Types of which there are more, too, and how many more.</param>
    /// <param name="sample">Where objects of a type were made, in the code of those that keep them.</param>
    private TypeGrowth Growth(OwnedType owned, long countBefore, long bytesBefore, IReadOnlyDictionary<ulong, long> growing, Func<string, List<Link>, IReadOnlyList<KeepingSite>> sample)
    {
        var isInjected = owned.Steps.SkipLast(1).LastOrDefault(s => CodeOwners.IsUsers(s.Type) || CodeOwners.IsLeakStore(s.Type)) is { Type: { } owner } && CodeOwners.IsLeakStore(owner);
        var links = Links(owned, isInjected ? CodeOwners.IsLeakStore : CodeOwners.IsUsers);
        var isUsers = !isInjected && (links.Count > 0 || CodeOwners.IsUsers(owned.Type));
        var found = isUsers || isInjected ? Where(owned, links, growing, sample(owned.Type.Name ?? "", links)) : Handled(owned) is [var call, ..] ? call : null;
        return new TypeGrowth(owned.Type.Name ?? "", new Change(countBefore, owned.Count), new Change(bytesBefore, owned.Bytes), Words(owned), isUsers || (!isInjected && found is not null), found?.Site)
        {
            Owned = owned.Key,
            IsInjected = isInjected,
            IsLimited = owned.IsLimited || found is { IsLimited: true },
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
    /// Where code adds to the nearest field that anything is added to, or hands over to the framework what that keeps, or else where samples were made, or where code makes
    /// such objects at all; of several places, one that a sample shows. What gets more itself comes last: more and more are kept by something that stays the same.
    /// </summary>
    private KeepingSite? Where(OwnedType owned, List<Link> links, IReadOnlyDictionary<ulong, long> growing, IReadOnlyList<KeepingSite> samples)
    {
        var byGrowth = links.ToLookup(l => growing.ContainsKey(l.Holder.MethodTable));
        var found = byGrowth[false].Select(Adding).Append(Handed(owned)).Concat(byGrowth[true].Select(Adding)).Append(Handled(owned)).Append(samples).Concat(Made(owned, growing)).FirstOrDefault(a => a.Count > 0) ?? [];
        return found.FirstOrDefault(a => samples.Any(s => s.Site.Method == a.Site.Method)) ?? (found is [var first, ..] ? first : null);

        IReadOnlyList<KeepingSite> Adding(Link link) => keeping.Adding(link, owned.IsWithin(link, growing));
    }

    /// <summary>Of the user's first object on the way, where no field of his leads to it.</summary>
    private IReadOnlyList<KeepingSite> Handed(OwnedType owned) =>
        owned.Root.Field is null && owned.Steps.Select(s => s.Type).FirstOrDefault(CodeOwners.IsUsers) is { } entered ? keeping.Handing(entered) : [];

    /// <summary>Where the user's code asks the framework for what it keeps so.</summary>
    private IReadOnlyList<KeepingSite> Handled(OwnedType owned) =>
        Keepers.Of([.. owned.Steps.Select(s => s.Type.Name ?? "")], owned.Root.Field is null) is { } keeper ? keeping.Calling(attachment.Runtime, keeper) : [];

    /// <summary>Of the user's objects of which there are more, those nearest to the end of the way.</summary>
    private IEnumerable<IReadOnlyList<KeepingSite>> Made(OwnedType owned, IReadOnlyDictionary<ulong, long> growing) => owned.Steps
        .Select(s => s.Type)
        .Reverse()
        .Where(t => CodeOwners.IsUsers(t) && growing.ContainsKey(t.MethodTable))
        .DistinctBy(t => t.MethodTable)
        .Select(keeping.Making);

    /// <summary>Where objects of the type were made in the code of one that keeps them, by samples, the most frequent first.</summary>
    private IReadOnlyList<KeepingSite> Samples(string type, List<Link> links)
    {
        var holders = links.Select(l => CodeNames.Type(l.Holder.Name ?? "") + ".").Distinct().ToList();
        return [.. made.Of(type).SelectMany(s => Sample(s, holders)).CountBy(s => s).OrderByDescending(s => s.Value).Select(s => new KeepingSite(s.Key, IsLimited: false))];
    }

    /// <summary>Who makes an object that makes others in its constructor keeps them all; where no field of his is known, who asked for it.</summary>
    private IEnumerable<CodeSite> Sample(ulong[] stack, List<string> holders) => stack
        .Select(address => (Address: address, Method: attachment.Runtime.GetMethodByInstructionPointer(address)))
        .Where(f => f.Method is { Name: not (".ctor" or ".cctor") })
        .Select(f => places.Of(f.Method!, f.Address))
        .Where(p => p.Site.Line is not null && (holders.Count == 0 ? p.IsUsers : holders.Any(h => p.Site.Method.StartsWith(h, StringComparison.Ordinal))))
        .Select(p => p.Site)
        .Take(1);

    /// <summary>What an owner keeps of a type at both looks.</summary>
    /// <param name="MoreOfType">Of all owners.</param>
    private sealed record OwnedChange((ulong Owner, ulong Type) Key, OwnedSum Before, OwnedSum Now, long MoreOfType)
    {
        public long Objects => Math.Min(Now.Count - Before.Count, MoreOfType);

        public long Bytes => Now.Bytes - Before.Bytes;

        public long Elements => Now.Elements - Before.Elements;
    }
}
