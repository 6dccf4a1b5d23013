using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class PacketLossInjectorTests : IDisposable
{
    private const string Into = "nsenter --target 7 --net iptables -w 5";

    private const string Half = "-m statistic --mode random --probability 0.5 -j DROP";

    private static readonly PacketLossFault Fault = new() { At = WardenBench.At, Rate = new Ratio(0.5) };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_drops_in_both_directions_and_removes_exactly_its_rules()
    {
        bench.Machine.WithProcess();
        await bench.ArmAsync(Fault);
        bench.Machine.Commands.ShouldBe(
            [$"unshare --net iptables -w 5 -I INPUT ! -i lo {Half}", $"{Into} -I INPUT ! -i lo {Half}", $"{Into} -I OUTPUT ! -o lo {Half}"]);
        bench.Machine.Commands.Clear();

        await bench.DisarmAsync();

        bench.Machine.Commands.Where(c => !c.Contains("-nvxL", StringComparison.Ordinal))
            .ShouldBe([$"{Into} -D OUTPUT ! -o lo {Half}", $"{Into} -D INPUT ! -i lo {Half}"]);
    }

    [Fact]
    public async Task It_counts_the_dropped_packets_of_both_directions()
    {
        bench.Machine.WithProcess();
        bench.Machine.Prints["-nvxL INPUT"] = "Chain INPUT (policy ACCEPT 9 packets, 1 bytes)\n    pkts bytes\n      40  2400 DROP  0 -- * * 0.0.0.0/0 0.0.0.0/0 statistic mode random probability 0.5\n";
        bench.Machine.Prints["-nvxL OUTPUT"] = "      2  120 DROP  0 -- * * 0.0.0.0/0 0.0.0.0/0 statistic mode random probability 0.5\n";
        await bench.ArmAsync(Fault);
        (await bench.FaultAsync()).Injections.ShouldBe(42);

        await bench.DisarmAsync();

        (await bench.FaultAsync()).ShouldBe(new FaultStatus("f", false, false, 42, 42));
    }

    [Fact]
    public async Task What_is_missing_is_told_by_name()
    {
        bench.Machine.Root = false;
        bench.Machine.Missing.AddRange(["nsenter", "iptables"]);

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe(
            "packet-loss is performed by root with nsenter and iptables, and here the runner is not root and nsenter is not installed and iptables is not installed. "
            + "And by tc: packet-loss is performed by root with nsenter and tc, and here the runner is not root and nsenter is not installed.");
    }

    [Fact]
    public async Task A_kernel_that_can_not_drop_at_random_is_told_in_its_own_words()
    {
        bench.Machine.Fails["unshare --net iptables"] = "No chain/target/match by that name.";
        bench.Machine.Fails["unshare --net tc"] = "'tc' failed: Error: Specified qdisc kind is unknown.";

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe(
            "packet-loss can't be performed with this kernel's iptables: No chain/target/match by that name. And by tc: netem is not in this kernel.");
    }

    [Fact]
    public async Task Without_the_match_netem_loses_and_counts_what_is_sent_and_gives_its_queue_back()
    {
        bench.Machine.WithProcess();
        bench.Machine.Fails["unshare --net iptables"] = "No chain/target/match by that name.";
        bench.Machine.Prints["-s qdisc show dev eth0"] = "qdisc netem 8001: root refcnt 2 limit 1000 loss 50%\n Sent 840 bytes 9 pkt (dropped 7, overlimits 0 requeues 0) \n";
        await bench.ArmAsync(Fault);
        (await bench.FaultAsync()).Injections.ShouldBe(7);

        await bench.DisarmAsync();

        const string Tc = "nsenter --target 7 --net tc";
        bench.Machine.Commands.Where(c => !c.Contains("-s qdisc", StringComparison.Ordinal)).ShouldBe([
            $"unshare --net iptables -w 5 -I INPUT ! -i lo {Half}",
            "unshare --net tc qdisc add dev lo root netem loss 50%",
            $"{Tc} qdisc add dev eth0 root netem loss 50%",
            $"{Tc} qdisc del dev eth0 root",
        ]);
        (await bench.FaultAsync()).ShouldBe(new FaultStatus("f", false, false, 7, 7));
    }

    [Fact]
    public async Task A_queue_that_another_fault_has_is_refused_and_left_to_it()
    {
        bench.Machine.WithProcess();
        bench.Machine.Missing.Add("iptables");
        bench.Machine.Fails["nsenter --target 7 --net tc qdisc add"] = "Exclusivity flag on, cannot modify.";

        (await bench.RefusedAsync(Fault)).ShouldBe("Exclusivity flag on, cannot modify.");

        bench.Machine.Commands.ShouldNotContain(c => c.Contains("qdisc del", StringComparison.Ordinal));
    }

    /// <summary>Otherwise another process's network, even the machine's own, would lose packets.</summary>
    [Fact]
    public async Task A_process_that_is_not_the_containers_is_left_alone()
    {
        bench.Machine.Write("/proc/7/cgroup", "0::/user.slice\n");

        (await bench.RefusedAsync(Fault)).ShouldStartWith("The container's process can't be seen from here");

        bench.Machine.Commands.ShouldAllBe(c => !c.StartsWith("nsenter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_direction_alone_is_not_left_behind()
    {
        bench.Machine.WithProcess();
        bench.Machine.Fails["-I OUTPUT"] = "No memory.";

        (await bench.RefusedAsync(Fault)).ShouldBe("No memory.");

        bench.Machine.Commands[^1].ShouldBe($"{Into} -D INPUT ! -i lo {Half}");
    }

    [Fact]
    public async Task Rules_that_went_with_the_process_are_not_looked_for()
    {
        bench.Machine.WithProcess();
        await bench.ArmAsync(Fault);
        bench.Machine.Write("/proc/7/cgroup", "0::/user.slice\n");
        bench.Machine.Commands.Clear();

        await bench.DisarmAsync();

        bench.Machine.Commands.ShouldBeEmpty();
    }
}
