using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class MemorySqueezeInjectorTests : IDisposable
{
    private static readonly MemorySqueezeFault Fault = new() { At = WardenBench.At, Memory = new ByteSize(64 << 20) };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_lowers_both_limits_and_restores_what_was_there()
    {
        bench.Containers.Container = bench.Containers.Container! with { MemoryWithSwap = 512 << 20 };
        await bench.ArmAsync(Fault);
        bench.Containers.Container.ShouldSatisfyAllConditions(c => c.Memory.ShouldBe(64 << 20), c => c.MemoryWithSwap.ShouldBe(64 << 20));

        await bench.DisarmAsync();

        bench.Containers.Container.ShouldSatisfyAllConditions(c => c.Memory.ShouldBe(256 << 20), c => c.MemoryWithSwap.ShouldBe(512 << 20));
    }

    [Fact]
    public async Task A_limit_below_the_use_is_refused_with_both_numbers()
    {
        bench.Containers.Refuses = "limit-memory";

        (await bench.RefusedAsync(Fault)).ShouldBe(
            "The container uses 100MiB and can't be squeezed to 64MiB: squeeze to more than it uses. The engine would not limit-memory.");
    }

    [Fact]
    public async Task What_has_no_limit_is_not_limited()
    {
        bench.Containers.Container = bench.Containers.Container! with { Memory = 0 };

        (await bench.RefusedAsync(Fault)).ShouldStartWith("The container has no memory limit that could be restored");
    }

    [Fact]
    public async Task A_kernel_without_limits_is_told_beforehand()
    {
        bench.Containers.Info = bench.Containers.Info with { LimitsMemory = false };

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe("memory-squeeze needs memory limits, and this engine's kernel has none.");
    }
}
