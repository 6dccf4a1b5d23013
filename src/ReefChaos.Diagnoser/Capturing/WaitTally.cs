using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Sums up what blocked threads waited for, look by look.</summary>
internal sealed class WaitTally
{
    private readonly List<IReadOnlyList<BlockedThread>> looks = [];

    public void Add(IReadOnlyList<BlockedThread> look) => looks.Add(look);

    public IReadOnlyList<ThreadWaits> Sum()
    {
        if (looks is not [var first, .., var last])
        {
            return [];
        }

        var began = first.Select(b => (b.Id, b.Switches)).ToHashSet();
        var atFirst = first.CountBy(Key).ToDictionary();
        var atLast = last.CountBy(Key).ToDictionary();
        var lasting = last.Where(b => began.Contains((b.Id, b.Switches))).CountBy(Key).ToDictionary();
        return
        [
            .. looks.SelectMany(l => l).CountBy(Key)
                .Select(g => new ThreadWaits(
                    g.Key.Kind, g.Key.What, g.Key.Where, g.Key.OnPool, new Change(atFirst.GetValueOrDefault(g.Key), atLast.GetValueOrDefault(g.Key)), (double)g.Value / looks.Count, lasting.GetValueOrDefault(g.Key)))
                .OrderByDescending(w => w.Mean),
        ];
    }

    private static (WaitKind Kind, string What, CodeSite? Where, bool OnPool) Key(BlockedThread thread) =>
        (thread.Kind, thread.What, thread.Where, thread.OnPool);
}
