using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets.Limits;

public sealed class LimitLadderTests
{
    private static readonly LimitsSpec Limits = new() { Cpus = 1 };

    [Fact]
    public void The_strongest_rung_that_works_is_taken() =>
        new LimitLadder([new Rung("a", "broken"), new Rung("b"), new Rung("c")]).Prepare(Limits).Rung.ShouldBe("b");

    [Fact]
    public void Where_none_works_every_reason_is_told()
    {
        var message = Should.Throw<EnvironmentLacksException>(() => new LimitLadder([new Rung("a", "broken"), new Rung("b", "absent")]).Prepare(Limits)).Message;
        message.ShouldContain("a: broken (mend it)");
        message.ShouldContain("b: absent (mend it)");
    }

    [Fact]
    public void No_limits_need_no_rung() => LimitLadder.OfThisMachine.Prepare(new LimitsSpec()).Rung.ShouldBe("none");

    [Fact]
    public void Limits_are_never_dropped() => LimitLadder.OfThisMachine.Rungs[0].WhyNot(Limits).ShouldNotBeNull();

    [Fact]
    public void The_probe_tells_the_rung_used_and_how_to_reach_the_next_one()
    {
        var ladder = new LimitLadder([new NoLimitRung(), new Rung("a", "broken"), new Rung("b"), new Rung("c", "absent")]);
        using var processes = new FakeProcesses();
        var checks = new MachineProbe(processes.Procfs, "/none", ladder).Limits();
        checks.Select(c => (c.Name, c.Ok)).ShouldBe([("a", false), ("b", true), ("c", false), ("limits", true)]);
        checks[^1].Detail.ShouldBe("b is used");
        checks[^1].Remedy.ShouldBe("For a: mend it.");
    }

    [Fact]
    public void The_probe_knows_a_machine_that_cannot_limit()
    {
        using var processes = new FakeProcesses();
        var check = new MachineProbe(processes.Procfs, "/none", new LimitLadder([new Rung("a", "broken")])).Limits()[^1];
        (check.Ok, check.Needed).ShouldBe((false, true));
    }

    private sealed class Rung(string name, string? lacks = null) : ILimitRung
    {
        public string Name => name;

        public Lack? WhyNot(LimitsSpec limits) => lacks is null ? null : new Lack(lacks, "mend it");

        public PreparedLimits Prepare(LimitsSpec limits) => new(name, "");
    }
}
