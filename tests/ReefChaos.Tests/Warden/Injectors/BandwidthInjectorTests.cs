using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class BandwidthInjectorTests : IDisposable
{
    private const string Into = "nsenter --target 7 --net tc qdisc";

    private static readonly BandwidthFault Fault = new() { At = WardenBench.At, Speed = new ByteRate(65_536) };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_slows_every_interface_but_the_loopback_and_lets_go()
    {
        bench.Machine.WithProcess();
        await bench.ArmAsync(Fault);
        await bench.DisarmAsync();

        bench.Machine.Commands.ShouldBe([
            "unshare --net tc qdisc add dev lo root tbf rate 65536bps burst 8192 limit 32768",
            $"{Into} add dev eth0 root tbf rate 65536bps burst 8192 limit 32768",
            $"{Into} del dev eth0 root",
        ]);
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_container_without_a_network_is_refused()
    {
        bench.Machine.WithProcess().Write("/proc/7/net/dev", "    lo:       0\n");

        (await bench.RefusedAsync(Fault)).ShouldBe("The container has no network interface whose sending could be slowed.");
    }

    [Fact]
    public async Task An_interface_that_is_gone_took_its_limit_with_it()
    {
        bench.Machine.WithProcess();
        await bench.ArmAsync(Fault);
        bench.Machine.Write("/proc/7/net/dev", "    lo:       0\n");
        bench.Machine.Commands.Clear();

        await bench.DisarmAsync();

        bench.Machine.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_missing_is_told_by_name()
    {
        bench.Machine.Missing.Add("tc");

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe("bandwidth is performed by root with nsenter and tc, and here tc is not installed.");
    }
}
