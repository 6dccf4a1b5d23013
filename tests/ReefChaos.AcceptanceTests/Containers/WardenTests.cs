using System.Diagnostics;
using System.Net.NetworkInformation;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>Each container fault bites, seen from outside, and gives back exactly what it took: disarmed, by its lease, and at the end of the warden.</summary>
[Collection<WithoutRunner>]
public sealed class WardenTests
{
    private static readonly Site At = Site.Parse("container");

    private static readonly Fault[] All =
    [
        new PauseFault { At = At },
        new KillFault { At = At, Restart = TimeSpan.FromSeconds(20) },
        new CpuSqueezeFault { At = At, Cpus = 0.05 },
        new MemorySqueezeFault { At = At, Memory = new ByteSize(32 << 20) },
        new PartitionFault { At = At },
        new PacketLossFault { At = At, Rate = new Ratio(0.5) },
        new BandwidthFault { At = At, Speed = new ByteRate(64 << 10) },
        new DiskThrottleFault { At = At, Speed = new ByteRate(512 << 10) },
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults() => [.. All.Select(FaultCatalogue.NameOf)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_disarmed_fault_gives_back_exactly_what_it_took(string fault)
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        var before = await container.FingerprintAsync();
        await ArmAsync(warden, Named(fault));
        (await container.FingerprintAsync()).ShouldNotBe(before);

        (await warden.SendAsync(new DisarmOrder("f"), Token)).ShouldBeOfType<DoneReply>();

        (await container.FingerprintAsync()).ShouldBe(before);
        (await container.AnswersWithinAsync(TimeSpan.FromSeconds(5))).ShouldBeTrue();
        (await StatusAsync(warden)).ShouldSatisfyAllConditions(s => s.Armed.ShouldBeFalse(), s => s.Expired.ShouldBeFalse());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_that_nobody_renews_gives_back_exactly_what_it_took(string fault)
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        var before = await container.FingerprintAsync();
        await ArmAsync(warden, Named(fault), TimeSpan.FromMilliseconds(500));

        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Token);

        (await container.FingerprintAsync()).ShouldBe(before);
        (await StatusAsync(warden)).ShouldSatisfyAllConditions(s => s.Armed.ShouldBeFalse(), s => s.Expired.ShouldBeTrue());
    }

    [Fact]
    public async Task With_its_runner_gone_nothing_is_left()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        await ArmAsync(warden, Named("pause"));

        await warden.DisposeAsync();

        (await container.IsGoneAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_terminals_signals_are_the_runners_affair_and_terminate_ends_it()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        using var process = Process.GetProcessById(warden.ProcessId);
        foreach (var signal in new[] { "INT", "HUP", "TSTP" })
        {
            Reef.Signal(warden.ProcessId, signal);
        }

        await ArmAsync(warden, Named("pause"));
        Reef.Signal(warden.ProcessId, "TERM");
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(15), Token);

        (await container.IsGoneAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_told_and_survived()
    {
        var nowhere = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock", ["DOCKER_API_VERSION"] = "1.41" };
        await using var warden = await WardenProcess.StartAsync(nowhere, TimeProvider.System, Token);

        var refused = (await warden.SendAsync(new ArmOrder("f", Named("pause"), 1, 1000), Token)).ShouldBeOfType<RefusedReply>();

        refused.Why.ShouldStartWith("The container engine at unix:///nowhere/docker.sock cannot be reached to list containers:");
        (await warden.SendAsync(new StatusOrder(), Token)).ShouldBeOfType<StatusReply>().Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paused_container_answers_nothing()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        await ArmAsync(warden, Named("pause"));

        (await container.AnswersAsync()).ShouldBeFalse();
        (await StatusAsync(warden)).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_container_comes_back_after_its_time()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        var first = (await container.InspectAsync()).State!.StartedAt;
        await ArmAsync(warden, new KillFault { At = At, Restart = TimeSpan.FromSeconds(2) });
        (await container.AnswersAsync()).ShouldBeFalse();
        (await container.InspectAsync()).State!.ExitCode.ShouldBe(137);

        (await container.AnswersWithinAsync(TimeSpan.FromSeconds(8))).ShouldBeTrue();

        (await container.InspectAsync()).State!.StartedAt.ShouldNotBe(first);
        (await StatusAsync(warden)).ShouldSatisfyAllConditions(s => s.Armed.ShouldBeTrue(), s => s.Injections.ShouldBe(1));
    }

    [Fact]
    public async Task A_squeezed_container_gets_less_of_the_processor()
    {
        await using var container = await TestContainer.StartAsync("while :; do :; done");
        await using var warden = await StartAsync(container);
        var before = await container.CpuAsync(TimeSpan.FromSeconds(2));
        await ArmAsync(warden, Named("cpu-squeeze"));

        var during = await container.CpuAsync(TimeSpan.FromSeconds(2));

        before.ShouldBeGreaterThan(0.2);
        during.ShouldBeLessThan(0.12);
    }

    [Fact]
    public async Task A_squeezed_container_can_not_use_the_memory_that_it_could()
    {
        const string Grow = """awk 'BEGIN { s = "x"; while (length(s) < 33000000) s = s s }'""";
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        (await container.ExecAsync(Grow)).Exit.ShouldBe(0);
        await ArmAsync(warden, Named("memory-squeeze"));

        (await container.ExecAsync(Grow)).Exit.ShouldBe(137);
    }

    [Fact]
    public async Task A_squeeze_below_what_is_used_is_refused_with_both_numbers()
    {
        await using var container = await TestContainer.StartAsync("""awk 'BEGIN { s = "x"; while (length(s) < 33000000) s = s s; while (1) system("sleep 1") }'""");
        await using var warden = await StartAsync(container);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Token);
        var before = await container.FingerprintAsync();

        var reply = await warden.SendAsync(new ArmOrder("f", Named("memory-squeeze"), 1, 60_000), Token);

        Assert.SkipWhen(reply is DoneReply, "This kernel takes such a limit, and kills what is over it.");
        reply.ShouldBeOfType<RefusedReply>().Why.ShouldContain("can't be squeezed to 32MiB: squeeze to more than it uses.");
        (await container.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_partitioned_container_is_reached_by_nobody_until_it_is_back(bool ownSubnet)
    {
        await using var container = await TestContainer.StartAsync(ownSubnet: ownSubnet);
        await using var warden = await StartAsync(container);
        await ArmAsync(warden, Named("partition"));
        (await container.AnswersAsync()).ShouldBeFalse();

        await warden.SendAsync(new DisarmOrder("f"), Token);

        (await container.AnswersWithinAsync(TimeSpan.FromSeconds(5))).ShouldBeTrue();
    }

    [Fact]
    public async Task Half_of_the_packets_each_way_leave_a_quarter_of_the_pings()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        await ArmAsync(warden, Named("packet-loss"));
        var address = (await container.InspectAsync()).NetworkSettings!.Networks!.Values.Single().IPAddress!;

        var answered = 0;
        for (var i = 0; i < 100; i++)
        {
            using var ping = new Ping();
            answered += (await ping.SendPingAsync(address, 50)).Status == IPStatus.Success ? 1 : 0;
        }

        answered.ShouldBeInRange(8, 45);
        (await StatusAsync(warden)).Injections.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task A_slow_container_sends_at_its_speed()
    {
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        (await container.DownloadAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await ArmAsync(warden, Named("bandwidth"));

        // 256 KiB at 64 KiB/s, of which the bucket's and the queue's first part goes at once.
        (await container.DownloadAsync()).ShouldBeInRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_throttled_container_writes_at_its_speed()
    {
        const string Write = "dd if=/dev/zero of=/file bs=256k count=8 conv=fsync";
        await using var container = await TestContainer.StartAsync();
        await using var warden = await StartAsync(container);
        (await container.ExecAsync(Write)).Took.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await ArmAsync(warden, Named("disk-throttle"));

        // 2 MiB at 512 KiB/s.
        (await container.ExecAsync(Write)).Took.ShouldBeInRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
    }

    private static Fault Named(string name) => All.Single(f => FaultCatalogue.NameOf(f) == name);

    private static Task<WardenProcess> StartAsync(TestContainer container) =>
        WardenProcess.StartAsync(container.Engine.Environment, TimeProvider.System, Token);

    private static async Task ArmAsync(WardenProcess warden, Fault fault, TimeSpan? lease = null)
    {
        var lack = await warden.SendAsync(new CheckOrder(fault), Token) as RefusedReply;
        Docker.Require(lack?.Why);
        var order = new ArmOrder("f", fault, 1, (int)(lease ?? TimeSpan.FromMinutes(1)).TotalMilliseconds);
        (await warden.SendAsync(order, Token)).ShouldBe(new DoneReply());
    }

    private static async Task<FaultStatus> StatusAsync(WardenProcess warden) =>
        (await warden.SendAsync(new StatusOrder(), Token)).ShouldBeOfType<StatusReply>().Faults.ShouldHaveSingleItem();
}
