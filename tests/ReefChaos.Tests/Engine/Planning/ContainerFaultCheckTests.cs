using ReefChaos.Engine.Planning;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class ContainerFaultCheckTests
{
    private static readonly Site OfTarget = Site.Parse("container");

    private static readonly Site OfCache = Site.Parse("container:cache");

    [Fact]
    public void A_fault_of_a_whole_container_has_no_rate() => Findings(new PauseFault { At = OfTarget, Rate = new Ratio(0.5) })
        .ShouldBe(["0/pause/rate: pause acts on the whole container, so it has no rate; leave it out"]);

    [Fact]
    public void A_loss_of_every_packet_is_a_partition() => Findings(new PacketLossFault { At = OfTarget })
        .ShouldBe(["0/packet-loss/rate: a loss of every packet is a partition; give a rate below 100%, or use partition"]);

    [Fact]
    public void A_squeeze_needs_a_limit_that_can_be_restored() => Findings(
        new CpuSqueezeFault { At = OfCache, Cpus = 0.1 }, new MemorySqueezeFault { At = OfCache, Memory = new ByteSize(64 << 20) })
        .ShouldBe([
            "0/cpu-squeeze/cpus: the container has no limit that could be restored; add cpus to dependencies.cache.limits",
            "1/memory-squeeze/memory: the container has no limit that could be restored; add memory to dependencies.cache.limits",
        ]);

    [Fact]
    public void The_target_needs_that_limit_too()
    {
        var main = Examples.Read(Examples.Main).Scenario!;
        var unlimited = main with { Target = main.Target with { Limits = new LimitsSpec() }, Faults = [new CpuSqueezeFault { At = OfTarget, Cpus = 0.1 }] };

        FaultCheck.Check(unlimited).ShouldHaveSingleItem().Message.ShouldBe("the container has no limit that could be restored; add cpus to target.limits");
    }

    [Fact]
    public void A_squeeze_is_below_the_limit() => Findings(
        new CpuSqueezeFault { At = OfTarget, Cpus = 0.5 }, new MemorySqueezeFault { At = OfTarget, Memory = new ByteSize(256 << 20) })
        .ShouldBe([
            "0/cpu-squeeze/cpus: this is no squeeze of a container that is limited to 0.5; give less",
            "1/memory-squeeze/memory: this is no squeeze of a container that is limited to 256MiB; give less",
        ]);

    [Fact]
    public void Two_of_a_kind_at_once_would_undo_each_other() => Findings(new PauseFault { At = OfTarget }, new PauseFault { At = OfTarget, After = Seconds(7) })
        .ShouldBe(["1/pause/at: a pause above acts at 'container' at the same time, and the one that ends first would end both; keep one of them"]);

    [Fact]
    public void What_a_restart_would_undo_is_set_apart_from_it() => Findings(new KillFault { At = OfTarget }, new PauseFault { At = OfTarget })
        .ShouldBe(["1/pause/at: kill above acts at 'container' at the same time as pause, and one undoes the other; set them apart with 'after' and 'for'"]);

    [Fact]
    public void What_a_reconnection_would_undo_is_set_apart_from_it() => Findings(new BandwidthFault { At = OfTarget, Speed = new ByteRate(1 << 20) }, new PartitionFault { At = OfTarget })
        .ShouldBe(["1/partition/at: bandwidth above acts at 'container' at the same time as partition, and one undoes the other; set them apart with 'after' and 'for'"]);

    [Fact]
    public void A_real_squeeze_is_let_through() => Findings(
        new CpuSqueezeFault { At = OfTarget, Cpus = 0.49 }, new MemorySqueezeFault { At = OfTarget, Memory = new ByteSize(255 << 20) }).ShouldBeEmpty();

    public static TheoryData<Fault, Fault> Undone() => new()
    {
        { new KillFault { At = OfTarget }, new PacketLossFault { At = OfTarget, Rate = new Ratio(0.1) } },
        { new KillFault { At = OfTarget }, new BandwidthFault { At = OfTarget, Speed = new ByteRate(1 << 20) } },
        { new KillFault { At = OfTarget }, new DiskThrottleFault { At = OfTarget, Speed = new ByteRate(1 << 20) } },
        { new PartitionFault { At = OfTarget }, new BandwidthFault { At = OfTarget, Speed = new ByteRate(1 << 20) } },
    };

    [Theory]
    [MemberData(nameof(Undone), DisableDiscoveryEnumeration = true)]
    public void It_does_not_matter_which_of_the_two_stands_first(Fault one, Fault other)
    {
        Findings(one, other).ShouldHaveSingleItem().ShouldContain("one undoes the other");
        Findings(other, one).ShouldHaveSingleItem().ShouldContain("one undoes the other");
    }

    [Fact]
    public void One_that_ends_with_the_phase_meets_another_until_then() => Findings(
        new PauseFault { At = OfTarget, For = Seconds(3) }, new PauseFault { At = OfTarget, After = Seconds(2) }, new PauseFault { At = OfCache, After = Seconds(2) })
        .ShouldHaveSingleItem().ShouldStartWith("1/pause/at: ");

    [Fact]
    public void What_cannot_act_on_a_container_is_told_that_alone()
    {
        Findings(new ErrorFault { At = OfTarget, Rate = new Ratio(0.5) }).ShouldHaveSingleItem().ShouldStartWith("0/error/at: error cannot act at 'container'");
        Findings(new PauseFault { At = Site.Process, Rate = new Ratio(0.5) }).ShouldHaveSingleItem().ShouldStartWith("0/pause/at: pause cannot act at 'process'");
    }

    [Fact]
    public void A_restart_under_a_squeeze_is_let_through() => Findings(
        new CpuSqueezeFault { At = OfTarget, Cpus = 0.1 }, new KillFault { At = OfTarget }, new PartitionFault { At = OfTarget }).ShouldBeEmpty();

    [Fact]
    public void A_later_fault_may_stand_first() => Findings(
        new PauseFault { At = OfTarget, After = Seconds(2), For = Seconds(2) }, new PauseFault { At = OfTarget, For = Seconds(2) }).ShouldBeEmpty();

    [Fact]
    public void Faults_apart_in_time_or_place_are_let_through() => Findings(
        new PauseFault { At = OfTarget, For = Seconds(2) },
        new PauseFault { At = OfTarget, After = Seconds(2), For = Seconds(2) },
        new KillFault { At = OfTarget, After = Seconds(4) },
        new PauseFault { At = OfCache },
        new PartitionFault { At = OfCache }).ShouldBeEmpty();

    [Theory]
    [InlineData("container:payments", "the runner plays 'payments', so it has no container; write dependency:payments, or give it an image or a dockerfile")]
    [InlineData("container:cahe", "no dependency 'cahe' is declared below 'dependencies'; did you mean 'cache'?")]
    public void A_container_must_be_declared(string site, string message) => Findings(new PauseFault { At = Site.Parse(site) })
        .ShouldBe([$"0/pause/at: {message}"]);

    [Fact]
    public void A_container_is_no_dependency_that_the_runner_plays() => Findings(new ErrorFault { At = Site.Parse("dependency:cache") })
        .ShouldBe(["0/error/at: 'cache' is a container, which the runner does not play; write container:cache"]);

    private static Duration Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<string> Findings(params Fault[] faults)
    {
        var main = Examples.Read(Examples.Main).Scenario!;
        var dependencies = new Dictionary<string, DependencySpec>(main.Dependencies) { ["cache"] = new() { Image = "redis:8", Port = 6379, Env = "Shop__Cache" } };
        return FaultCheck.Check(main with { Faults = faults, Dependencies = dependencies }).Select(f => $"{f.Path["faults/".Length..]}: {f.Message}");
    }
}
