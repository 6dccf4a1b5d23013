using ReefChaos.Faults;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class CpuSqueezeInjectorTests : IDisposable
{
    private static readonly CpuSqueezeFault Fault = new() { At = WardenBench.At, Cpus = 0.1 };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_lowers_the_quota_and_restores_what_was_there()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Container!.NanoCpus.ShouldBe(100_000_000);

        await bench.DisarmAsync();

        bench.Containers.Container.NanoCpus.ShouldBe(500_000_000);
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task What_has_no_limit_is_not_limited()
    {
        bench.Containers.Container = bench.Containers.Container! with { NanoCpus = 0 };

        (await bench.RefusedAsync(Fault)).ShouldStartWith("The container has no CPU limit that could be restored");
    }

    [Fact]
    public async Task A_kernel_without_quotas_is_told_beforehand()
    {
        bench.Containers.Info = bench.Containers.Info with { LimitsCpu = false };

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe("cpu-squeeze needs CPU quotas, and this engine's kernel has none.");
    }
}
