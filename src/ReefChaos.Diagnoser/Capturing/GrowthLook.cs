using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Of which types more are kept at a later look than at an earlier one, who keeps them, and where they are made.</summary>
internal sealed class GrowthLook(Attachment attachment, CodePlaces places, AllocationTally? made)
{
    private const int Most = 12;
    private const int MostSteps = 10;

    public IReadOnlyList<TypeGrowth> Between(OwnedObjects first, OwnedObjects last) => !first.IsWhole || !last.IsWhole ? [] :
    [
        .. last.Owned
            .Select(now => (now.Key, Before: first.Owned.GetValueOrDefault(now.Key), Now: now.Value))
            .Where(t => t.Now.Count - t.Before.Count >= Marks.LeakedObjects)
            .OrderByDescending(t => t.Now.Bytes - t.Before.Bytes)
            .Take(Most)
            .Select(t => Growth(last.Describe(t.Key), t.Before.Count, t.Before.Bytes)),
    ];

    private TypeGrowth Growth(OwnedType owned, long countBefore, long bytesBefore)
    {
        var holders = Holders(owned);
        var name = owned.Type.Name ?? "";
        return new TypeGrowth(name, new Change(countBefore, owned.Count), new Change(bytesBefore, owned.Bytes), Words(owned), holders.Count > 0, Made(name, holders));
    }

    /// <summary>The user's types on the way, the one nearest to the object first: where they add to it, it grows.</summary>
    private static List<string> Holders(OwnedType owned)
    {
        List<string> holders =
        [
            .. owned.Steps.SkipLast(1).Reverse()
                .Where(s => CodeOwners.IsUsers(Path.GetFileNameWithoutExtension(s.Module?.Name ?? "")))
                .Select(s => CodeNames.Type(s.Name ?? "")),
        ];
        if (owned.Root.Name.LastIndexOf('.') is > 0 and var dot)
        {
            holders.Add(owned.Root.Name[..dot]);
        }

        return holders;
    }

    private static IReadOnlyList<string> Words(OwnedType owned)
    {
        List<string> steps = [owned.Root.Name, .. owned.Steps.Select(s => CodeNames.Type(s.Name ?? "?"))];
        return steps.Count <= MostSteps ? steps : [.. steps.Take(MostSteps / 2), "…", .. steps.TakeLast(MostSteps / 2)];
    }

    /// <summary>The place where most of the samples were made.</summary>
    private CodeSite? Made(string type, IReadOnlyList<string> holders) => (made?.Of(type) ?? [])
        .Select(stack => Place(stack, holders))
        .OfType<CodeSite>()
        .CountBy(p => p)
        .OrderByDescending(p => p.Value)
        .Select(p => p.Key)
        .FirstOrDefault();

    /// <summary>Of a sample's stack: where one of the holders' own methods is, nearest to the object; null where none is.</summary>
    private CodeSite? Place(ulong[] stack, IReadOnlyList<string> holders)
    {
        var users = stack
            .Select(address => (Address: address, Method: attachment.Runtime.GetMethodByInstructionPointer(address)))
            .Where(f => f.Method is not null)
            .Select(f => places.Of(f.Method!, f.Address).Site)
            .ToList();
        return holders.Select(h => users.FirstOrDefault(s => s.Method.StartsWith(h + ".", StringComparison.Ordinal) && s.Line is not null)).OfType<CodeSite>().LastOrDefault();
    }
}
