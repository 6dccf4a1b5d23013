using ReefChaos.Diagnoser;
using ReefChaos.Diagnoser.Capturing;
using static ReefChaos.Tests.Diagnoser.BuiltSignals;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class TallyTests
{
    [Fact]
    public void A_thread_that_did_not_move_between_looks_lasts_and_one_that_did_does_not()
    {
        var tally = new WaitTally();
        tally.Add([Thread(1, 10), Thread(2, 10)]);
        tally.Add([Thread(1, 10)]);
        tally.Add([Thread(1, 10), Thread(2, 99), Thread(3, 5)]);

        var waits = tally.Sum().ShouldHaveSingleItem();

        waits.Lasting.ShouldBe(1);
        waits.Mean.ShouldBe(2);
        waits.Count.ShouldBe(new Change(2, 3));
    }

    [Fact]
    public void A_single_look_tells_nothing()
    {
        var tally = new WaitTally();
        tally.Add([Thread(1, 10)]);

        tally.Sum().ShouldBeEmpty();
    }

    [Fact]
    public void Parked_methods_last_by_who_they_are_and_not_by_how_many()
    {
        var parked = AwaitChanges.Between(Seen(Group(1, 2, 3)), Seen(Group(3, 4, 5, 6))).ShouldHaveSingleItem();

        parked.Count.ShouldBe(new Change(3, 4));
        parked.Lasting.ShouldBe(1);
    }

    [Fact]
    public void What_is_gone_or_new_is_told()
    {
        AwaitChanges.Between(Seen(Group(1)), Seen()).ShouldHaveSingleItem().Count.ShouldBe(new Change(1, 0));
        AwaitChanges.Between(Seen(), Seen(Group(1))).ShouldHaveSingleItem().Count.ShouldBe(new Change(0, 1));
    }

    private static BlockedThread Thread(int id, long switches) => new(id, switches, WaitKind.Monitor, "Enter", Here, true);

    private static HeapSeen Seen(params AwaitGroup[] groups) => new(0, groups, true);

    private static AwaitGroup Group(params ulong[] identities)
    {
        var group = new AwaitGroup(AwaitKind.Http, "Socket", Here, null) { Count = identities.Length };
        group.Identities.UnionWith(identities);
        return group;
    }
}
