using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class LockContentionInjectorTests : IDisposable
{
    private readonly AgentBench bench = new();
    private readonly Stock stock;

    public LockContentionInjectorTests() =>
        stock = (Stock)bench.Build(s => s.AddSingleton<IStock, Stock>()).GetRequiredService<IStock>();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("monitor")]
    [InlineData("exclusive")]
    [InlineData("permits")]
    [InlineData("shared")]
    [InlineData("Static")]
    public void Each_kind_of_lock_is_held_and_left_when_disarmed(string field)
    {
        var armed = bench.Arm(Long(field));
        AgentBench.Soon(() => armed.Injections == 1).ShouldBeTrue();
        stock.TryAll(field, TimeSpan.Zero).ShouldBeFalse();

        bench.Disarm();

        stock.TryAll(field, AgentBench.Patience).ShouldBeTrue();
    }

    [Fact]
    public void It_takes_the_lock_again_every_period()
    {
        var armed = bench.Arm(new LockContentionFault { At = At("monitor"), Hold = TimeSpan.FromMilliseconds(1), Period = TimeSpan.FromMilliseconds(2) });
        AgentBench.Soon(() => armed.Injections >= 3).ShouldBeTrue();
    }

    [Fact]
    public void It_ends_also_where_it_never_gets_the_lock()
    {
        lock (stock.Monitor)
        {
            var armed = bench.Arm(Long("monitor"));
            AgentBench.Soon(() => armed.Calls == 1).ShouldBeTrue();
            bench.Disarm();
            armed.Injections.ShouldBe(0);
        }
    }

    [Fact]
    public void Which_periods_take_it_follows_from_the_rate()
    {
        var armed = bench.Arm(Long("monitor") with { Rate = new Ratio(0), Period = TimeSpan.FromMilliseconds(1) });
        AgentBench.Soon(() => armed.Calls >= 3).ShouldBeTrue();
        armed.Injections.ShouldBe(0);
    }

    [Fact]
    public void The_lock_of_a_hosted_service_is_found()
    {
        using var other = new AgentBench();
        other.Build(s => s.AddHostedService<Worker>());
        var armed = other.Arm(new LockContentionFault { At = Site.Parse("lock:Worker.gate") });
        AgentBench.Soon(() => armed.Injections >= 1).ShouldBeTrue();
    }

    [Theory]
    [InlineData("lock:Stock.none", "monitor")]
    [InlineData("lock:NoSuchType.gate", "NoSuchType")]
    [InlineData("lock:gate", "TYPE.FIELD")]
    [InlineData("lock:Stock.missing", "null")]
    [InlineData("lock:Stock.number", "Int32")]
    public void What_is_no_lock_is_refused_with_a_reason(string site, string reason) =>
        Should.Throw<RefusedException>(() => bench.Arm(new LockContentionFault { At = Site.Parse(site) })).Message.ShouldContain(reason);

    private static Site At(string field) => new(SiteKind.Lock, $"Stock.{field}");

    private static LockContentionFault Long(string field) => new() { At = At(field), Hold = TimeSpan.FromHours(1) };

    private interface IStock;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Lives as long as its test.")]
    private sealed class Stock : IStock
    {
        private static readonly object Static = new();
        private readonly object monitor = new();
        private readonly Lock exclusive = new();
        private readonly SemaphoreSlim permits = new(3);
        private readonly ReaderWriterLockSlim shared = new();
#pragma warning disable CS0414, CS0169, CA1823, IDE0051, IDE0044 // Read by name.
        private object? missing;
        private readonly int number = 1;
#pragma warning restore CS0414, CS0169, CA1823, IDE0051, IDE0044

        public object Monitor => monitor;

        public bool TryAll(string field, TimeSpan limit) => field switch
        {
            "exclusive" => exclusive.TryEnter(limit),
            "permits" => permits.Wait(limit),
            "shared" => shared.TryEnterReadLock(limit),
            "Static" => System.Threading.Monitor.TryEnter(Static, limit),
            _ => System.Threading.Monitor.TryEnter(monitor, limit),
        };
    }

    private sealed class Worker : BackgroundService
    {
        private readonly object gate = new();

        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            lock (gate)
            {
                return Task.CompletedTask;
            }
        }
    }
}
