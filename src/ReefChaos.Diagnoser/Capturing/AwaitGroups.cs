using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Chains that wait at the same place for the same thing.</summary>
internal sealed record AwaitGroup(AwaitKind Kind, string What, CodeSite? Where, string? Host)
{
    /// <summary>Each names a chain, where there is a way in one that lasts while objects are moved.</summary>
    public HashSet<ulong> Identities { get; } = [];

    public int Count { get; set; }

    public int InRequest { get; set; }

    public int Blocking { get; set; }
}

/// <summary>Sorts chains into groups. What waits in the framework alone, such as an idle connection, is nobody's trouble and left out.</summary>
/// <param name="completers">The libraries that complete tasks, by the task.</param>
internal sealed class AwaitGroups(CodePlaces places, FieldPlaces fields, IReadOnlyDictionary<ulong, string> completers)
{
    private readonly Dictionary<(AwaitKind, string, CodeSite?), AwaitGroup> groups = [];
    private readonly Dictionary<(ulong Machine, int State), CodePlace> known = [];

    public IReadOnlyList<AwaitGroup> All => [.. groups.Values];

    public void Add(AwaitChain chain)
    {
        var all = chain.Methods.Select(PlaceOf);
        var place = CodePlace.Nearest(all);
        if (place is null && chain.Blocking == 0)
        {
            return;
        }

        var request = chain.Methods.LastOrDefault(m => AwaitKinds.IsRequest(m.Name));
        var call = CallBelow(chain, place);
        var kind = KindOf(chain, call, place);
        var what = CodeNames.Type(chain.Awaited.Type?.Name ?? "");
        var key = (kind, what, place?.Site);
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = new AwaitGroup(kind, what, place?.Site, call is null ? null : HttpHost.Of(call));
        }

        group.Count++;
        group.InRequest += request is null ? 0 : 1;
        group.Blocking += chain.Blocking;
        group.Identities.Add((request is null ? null : RequestIdentity.Of(request, fields)) ?? (chain.Methods is [var end, ..] ? end.Address : chain.Awaited.Address));
    }

    /// <summary>The HTTP call that the user's code waits for, if it is one.</summary>
    private ParkedMethod? CallBelow(AwaitChain chain, CodePlace? place) => Below(chain, place).FirstOrDefault(m => AwaitKinds.IsHttpCall(m.Name));

    /// <summary>From what is waited for up to the user's code.</summary>
    private IEnumerable<ParkedMethod> Below(AwaitChain chain, CodePlace? place) => chain.Methods.TakeWhile(m => place is null || PlaceOf(m) != place);

    private AwaitKind KindOf(AwaitChain chain, ParkedMethod? call, CodePlace? place) => AwaitKinds.Of(chain.Awaited.Type?.Name ?? "") switch
    {
        AwaitKind.Other or AwaitKind.Socket when call is not null => AwaitKind.Http,
        AwaitKind.ChannelWrite when Below(chain, place).Any(m => AwaitKinds.IsServer(m.Name)) => AwaitKind.Other,
        AwaitKind.Other when completers.GetValueOrDefault(chain.Awaited.Address) == TaskSources.Dataflow => AwaitKind.ChannelWrite,
        AwaitKind.Other when Below(chain, place).Any(m => AwaitKinds.IsCall(m.Name)) => AwaitKind.Library,
        AwaitKind.Other when completers.TryGetValue(chain.Awaited.Address, out var library) && library != place?.Assembly => AwaitKind.Library,
        AwaitKind.Other when chain.Methods is [var end, ..] && PlaceOf(end) is var inside && inside != place && CodeOwners.IsNotFrameworks(inside.Assembly) => AwaitKind.Library,
        var kind => kind,
    };

    private CodePlace PlaceOf(ParkedMethod method)
    {
        var key = (method.Machine.MethodTable, method.State);
        if (!known.TryGetValue(key, out var place))
        {
            known[key] = place = places.Of(method.Machine, method.State);
        }

        return place;
    }
}
