using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class LedgerTests
{
    private readonly Ledger ledger = new();

    [Fact]
    public void It_tells_of_all_in_the_order_of_arming()
    {
        Disarmed("b");
        Armed("a");
        Disarmed("c");

        ledger.Statuses.Select(s => (s.Id, s.Armed)).ShouldBe([("b", false), ("a", true), ("c", false)]);
    }

    [Fact]
    public void What_is_armed_is_not_armed_again()
    {
        Armed("a");

        Should.Throw<RefusedException>(() => Armed("a")).Message.ShouldBe("'a' is armed already: disarm it first, or use another id.");
        Armed("b");
        ledger.Statuses.Count.ShouldBe(2);
    }

    [Fact]
    public void A_disarmed_one_gives_way_to_another_of_its_id()
    {
        Disarmed("a");
        Disarmed("b");
        Armed("a");

        ledger.Statuses.Select(s => (s.Id, s.Armed)).ShouldBe([("b", false), ("a", true)]);
    }

    [Fact]
    public void The_armed_ones_are_found_all_together_or_by_their_id()
    {
        Armed("a");
        Disarmed("b");
        Armed("c");

        ledger.Armed(id: null).Select(f => f.Id).ShouldBe(["a", "c"]);
        ledger.Armed("c").Select(f => f.Id).ShouldBe(["c"]);
        ledger.Armed("b").ShouldBeEmpty();
    }

    [Fact]
    public void It_knows_whom_it_was_told_of_until_they_are_removed()
    {
        Armed("b");
        var fault = Armed("a");
        ledger.Knows("a").ShouldBeTrue();

        ledger.Remove(fault);

        ledger.Knows("a").ShouldBeFalse();
        ledger.Knows("b").ShouldBeTrue();
    }

    [Fact]
    public void Of_a_thousand_the_oldest_disarmed_one_makes_room()
    {
        Armed("armed");
        for (var i = 1; i < 1000; i++)
        {
            Disarmed($"{i}");
        }

        ledger.Statuses.Count.ShouldBe(1000);

        Armed("more");

        ledger.Statuses.Count.ShouldBe(1000);
        ledger.Knows("armed").ShouldBeTrue();
        ledger.Knows("1").ShouldBeFalse();
        ledger.Knows("2").ShouldBeTrue();
    }

    [Fact]
    public void The_oldest_makes_room_also_where_it_is_the_first_of_all()
    {
        for (var i = 0; i < 1001; i++)
        {
            Disarmed($"{i}");
        }

        ledger.Statuses.Count.ShouldBe(1000);
        ledger.Knows("0").ShouldBeFalse();
    }

    [Fact]
    public void What_is_armed_is_never_given_up()
    {
        for (var i = 0; i < 1001; i++)
        {
            Armed($"{i}");
        }

        ledger.Statuses.Count.ShouldBe(1001);
    }

    private ArmedFault Armed(string id)
    {
        var fault = new ArmedFault(id, new ErrorFault { At = Site.Process }, 1, TimeProvider.System);
        ledger.Add(fault);
        return fault;
    }

    private void Disarmed(string id) => Armed(id).Release(leaseRanOut: false);
}
