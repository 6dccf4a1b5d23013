using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Agent;
using ReefChaos.Agent.Control;
using ReefChaos.Agent.Hook;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent;

/// <summary>An agent without its control channel. Its lease has a thread only where time is real.</summary>
internal sealed class AgentBench : IDisposable
{
    /// <summary>As long as a busy machine may take. While mutants are tested, most of what is waited for never comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("REEF_MUTATION") is null ? 60 : 5);

    private readonly Janitor janitor;
    private readonly TargetEnvironment environment = new(allowProduction: false);
    private int armedSoFar;

    public AgentBench(TimeProvider? time = null, HostScope? scope = null)
    {
        time ??= TimeProvider.System;
        Sites = new SiteMap(scope);
        environment.Add("Development");
        janitor = new Janitor(Troubles.Add);
        Keeper = new LeaseKeeper(time);
        Desk = new OrderDesk(Sites, environment, Troubles, Keeper, janitor, time);
        if (time == TimeProvider.System)
        {
            Keeper.StartThread();
        }
    }

    public SiteMap Sites { get; }

    public Troubles Troubles { get; } = new();

    public LeaseKeeper Keeper { get; }

    public OrderDesk Desk { get; }

    /// <summary>A name that no other test uses: fault points are one to a process.</summary>
    public string PointName { get; } = $"point-{Guid.NewGuid():N}";

    public Site PointSite => new(SiteKind.FaultPoint, PointName);

    public FaultPoint Point => FaultPoint.Named(PointName);

    public static bool Soon(Func<bool> condition) => SpinWait.SpinUntil(condition, Patience);

    public ArmedFault Arm(Fault fault, ulong seed = 1, int leaseMs = 600_000)
    {
        var mine = new List<ArmedFault>();
        Desk.Answer(new ArmOrder($"fault-{armedSoFar++}", fault, seed, leaseMs), mine).ShouldBeOfType<DoneReply>();
        return mine.ShouldHaveSingleItem();
    }

    public void Disarm() => Desk.Answer(new DisarmOrder(), []).ShouldBeOfType<DoneReply>();

    /// <summary>Which of 64 calls at the bench's fault point are hit.</summary>
    public string PatternOf(Fault fault, ulong seed)
    {
        var armed = Arm(fault, seed);
        var pattern = string.Concat(Enumerable.Range(0, 64).Select(_ =>
        {
            var before = armed.Injections;
            Ignore(Point.HitAsync(CancellationToken.None));
            return armed.Injections > before ? 'x' : '.';
        }));
        Disarm();
        return pattern;
    }

    /// <summary>The choice of calls follows from the seed, and from nothing else.</summary>
    public void ShouldChooseBySeed(Fault fault)
    {
        var half = fault with { Rate = new Ratio(0.5), At = PointSite };
        var pattern = PatternOf(half, seed: 7);
        pattern.ShouldContain('x');
        pattern.ShouldContain('.');
        PatternOf(half, seed: 7).ShouldBe(pattern);
        PatternOf(half, seed: 8).ShouldNotBe(pattern);
    }

    public ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        new HostParts(Sites, environment, Troubles).AddTo(services);
        var provider = services.BuildServiceProvider();
        Sites.Locks.Add(provider);
        Troubles.All.ShouldBeEmpty();
        return provider;
    }

    /// <summary>A client named <c>payments</c> whose primary handler is <paramref name="downstream"/>.</summary>
    public HttpClient Client(Func<HttpRequestMessage, HttpResponseMessage> downstream) =>
        Build(s => s.AddHttpClient("payments").ConfigurePrimaryHttpMessageHandler(() => new Downstream(downstream)))
            .GetRequiredService<IHttpClientFactory>().CreateClient("payments");

    public void Dispose()
    {
        Desk.DisarmAll();
        Keeper.Dispose();
        janitor.Dispose();
    }

    private static void Ignore(ValueTask hit) => _ = hit.AsTask().ContinueWith(
        static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private sealed class Downstream(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
