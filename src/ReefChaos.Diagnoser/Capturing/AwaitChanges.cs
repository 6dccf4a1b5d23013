namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What became of parked methods from one look at the heap to a later one.</summary>
internal static class AwaitChanges
{
    public static IReadOnlyList<ParkedAwaits> Between(HeapSeen first, HeapSeen last)
    {
        var before = first.Awaits.ToDictionary(Key);
        return
        [
            .. last.Awaits.Select(g => Changed(before.GetValueOrDefault(Key(g)), g))
                .Concat(first.Awaits.ExceptBy(last.Awaits.Select(Key), Key).Select(Gone))
                .OrderByDescending(a => a.Count.Last),
        ];
    }

    private static ParkedAwaits Changed(AwaitGroup? before, AwaitGroup now) => new(
        now.Kind, now.What, now.Where, new Change(before?.Count ?? 0, now.Count), before?.Identities.Count(now.Identities.Contains) ?? 0, now.InRequest, now.Blocking)
    {
        Host = now.Host,
    };

    private static ParkedAwaits Gone(AwaitGroup group) => new(group.Kind, group.What, group.Where, new Change(group.Count, 0), 0, 0, 0) { Host = group.Host };

    private static (AwaitKind Kind, string What, Verdicts.CodeSite? Where) Key(AwaitGroup group) => (group.Kind, group.What, group.Where);
}
