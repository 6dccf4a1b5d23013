using System.Collections;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Polly;
using Polly.Simmy;
using ReefChaos.Agent;
using ReefChaos.Agent.Hook;
using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent;

/// <summary>Each callback of the agent fails once, as it never should: the target goes on as without the agent, and the runner is told.</summary>
public sealed class CallbackTests : IDisposable
{
    private const string Planted = "planted in a callback";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Found by its name.</summary>
    private static readonly object Latch = new();

    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("HostBuilding")]
    [InlineData("HostBuilt")]
    public void Entering_a_host(string diagnosticEvent)
    {
        var watcher = new HostWatcher(_ => Fail(), _ => Fail(), bench.Troubles.Add);

        watcher.OnNext(new KeyValuePair<string, object?>(diagnosticEvent, new object()));

        ShouldBeTold();
    }

    /// <summary>At whichever of its uses of the app's services it fails: the services are there all the same.</summary>
    [Fact]
    public void Changing_the_services_of_a_host()
    {
        var failed = 0;
        for (var use = 0; ; use++)
        {
            var troubles = new Troubles();
            var services = new FailingServices(use);
            services.AddHttpClient("payments");
            services.AddSingleton(Channel.CreateUnbounded<string>());
            services.AddSingleton<Service>();
            services.Counting = true;

            new HostParts(bench.Sites, new TargetEnvironment(allowProduction: false), troubles).AddTo(services);

            services.Counting = false;
            using var provider = services.BuildServiceProvider();
            provider.GetRequiredService<Service>().ShouldNotBeNull();
            provider.GetRequiredService<Channel<string>>().ShouldNotBeNull();
            provider.GetRequiredService<IHttpClientFactory>().CreateClient("payments").ShouldNotBeNull();
            if (!services.Failed)
            {
                break;
            }

            troubles.All.ShouldHaveSingleItem().ShouldContain(Planted);
            failed++;
        }

        failed.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Putting_in_the_middleware()
    {
        var ran = false;

        new InboundStartupFilter(bench.Sites.Inbound, bench.Troubles).Configure(_ => ran = true)(new FailingApp());

        ran.ShouldBeTrue();
        ShouldBeTold();
    }

    [Fact]
    public void Building_the_handlers_of_a_client()
    {
        var services = new ServiceCollection();
        services.AddHttpClient("payments");
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new HttpClientFilter(_ => throw new InvalidOperationException(Planted), bench.Troubles));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IHttpClientFactory>().CreateClient("payments").ShouldNotBeNull();

        ShouldBeTold();
    }

    [Fact]
    public void Drawing_whether_a_call_is_hit()
    {
        using var janitor = new Janitor(bench.Troubles.Add);
        using var fault = new ArmedFault("fault", new ErrorFault { At = bench.PointSite }, seed: 1, TimeProvider.System);
        var injector = new FailingDraw(fault, bench.Sites.Calls(bench.PointSite));
        fault.Use(injector, janitor);
        injector.Start();

        Should.NotThrow(() => bench.Point.Hit());

        ShouldBeTold();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Releasing_a_fault_and_cleaning_up_after_it(bool release)
    {
        using var janitor = new Janitor(bench.Troubles.Add);
        var fault = new ArmedFault("fault", new ErrorFault { At = bench.PointSite }, seed: 1, TimeProvider.System);
        fault.Use(new FailingInjector(release), janitor);

        Should.NotThrow(fault.Dispose);

        fault.IsArmed.ShouldBeFalse();
        ShouldBeTold();
    }

    /// <summary>Each use of the clock fails, one after the other; what the agent does while a fault acts all rests on it.</summary>
    [Fact]
    public void Stalling_a_channel() => FailingAtEachUse(Reads, minimum: 2);

    [Theory]
    [InlineData("fault-point")]
    [InlineData("http-client")]
    [InlineData("inbound")]
    [InlineData("body")]
    public void Holding_up_a_call(string site) => FailingAtEachUse(time => CallsAsync(site, time), minimum: 1);

    /// <summary>Each use of the request or of its answer fails, one after the other; the app itself uses neither.</summary>
    [Fact]
    public async Task Matching_a_path_and_answering_in_place_of_the_app()
    {
        var failed = 0;
        for (var use = 0; ; use++)
        {
            using var failing = new AgentBench();
            failing.Arm(new OutcomeFault { At = Site.Inbound("/checkout"), Status = 418, Body = "no", RetryAfter = TimeSpan.FromSeconds(1) });
            var plant = new Plant(use);
            var context = new DefaultHttpContext();
            context.Features.Set<IHttpRequestFeature>(new FailingRequest(plant) { Path = "/checkout" });
            context.Features.Set<IHttpResponseFeature>(new FailingResponse(plant));
            var reached = false;
            var middleware = new InboundMiddleware(failing.Sites.Inbound, _ =>
            {
                reached = true;
                return Task.CompletedTask;
            });
            plant.Counting = true;

            await middleware.Invoke(context);

            plant.Counting = false;
            reached.ShouldBe(plant.Failed);
            context.Response.StatusCode.ShouldBe(plant.Failed ? StatusCodes.Status200OK : 418);
            context.Response.Headers.RetryAfter.Count.ShouldBe(plant.Failed ? 0 : 1);
            if (!plant.Failed)
            {
                break;
            }

            failing.Troubles.All.ShouldHaveSingleItem().ShouldContain(Planted);
            failed++;
        }

        failed.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Holding_a_lock()
    {
        var time = new FailingTime(at: 0);
        using var failing = new AgentBench(time);
        failing.Arm(new LockContentionFault { At = Site.Lock($"{typeof(CallbackTests).FullName}.{nameof(Latch)}"), Hold = Moment, Period = Moment });
        time.Counting = true;

        AgentBench.Soon(() => failing.Troubles.All.Count > 0).ShouldBeTrue();

        failing.Troubles.All.ShouldHaveSingleItem().ShouldContain(Planted);
        Monitor.TryEnter(Latch, AgentBench.Patience).ShouldBeTrue();
        Monitor.Exit(Latch);
    }

    [Fact]
    public void The_sockets_folder_that_is_gone_when_the_target_ends()
    {
        var folder = Directory.CreateTempSubdirectory("reef");
        var agent = new AgentHost(new AgentSettings(Path.Combine(folder.FullName, "agent.sock"), "token", AllowProduction: false), TimeProvider.System);
        agent.Start();
        folder.Delete(recursive: true);

        Should.NotThrow(agent.Dispose);
    }

    /// <summary>Until nothing failed any more. The target must not notice, and the runner must be told.</summary>
    private static void FailingAtEachUse(Func<FailingTime, Task<Troubles>> act, int minimum)
    {
        var failed = 0;
        for (var use = 0; ; use++)
        {
            var time = new FailingTime(use);
            var troubles = act(time).WaitAsync(AgentBench.Patience).GetAwaiter().GetResult();
            if (!time.Failed)
            {
                break;
            }

            troubles.All.ShouldHaveSingleItem().ShouldContain(Planted);
            failed++;
        }

        failed.ShouldBeGreaterThanOrEqualTo(minimum);
    }

    private static async Task<Troubles> Reads(FailingTime time)
    {
        using var bench = new AgentBench(time);
        var channel = bench.Build(s => s.AddSingleton(Channel.CreateUnbounded<string>())).GetRequiredService<Channel<string>>();
        bench.Arm(new BlockedChannelFault { At = Site.Channel(nameof(String)), Hold = Moment });
        time.Counting = true;
        channel.Writer.TryWrite("first").ShouldBeTrue();
        channel.Writer.TryWrite("second").ShouldBeTrue();

        (await channel.Reader.ReadAsync()).ShouldBe("first");
        (await channel.Reader.ReadAsync()).ShouldBe("second");

        time.Counting = false;
        return bench.Troubles;
    }

    private static async Task<Troubles> CallsAsync(string site, FailingTime time)
    {
        using var bench = new AgentBench(time);
        using var client = bench.Client(_ => new HttpResponseMessage { Content = new StringContent("answer") });
        bench.Arm(site switch
        {
            "fault-point" => new LatencyFault { At = bench.PointSite, Delay = Moment },
            "inbound" => new LatencyFault { At = Site.Inbound("*"), Delay = Moment },
            "http-client" => new LatencyFault { At = Site.HttpClient("payments"), Delay = Moment },
            _ => new SlowBodyFault { At = Site.HttpClient("payments"), Speed = new ByteRate(1000) },
        });
        time.Counting = true;
        switch (site)
        {
            case "fault-point":
                await bench.Point.HitAsync();
                break;
            case "inbound":
                var reached = false;
                var middleware = new InboundMiddleware(bench.Sites.Inbound, _ =>
                {
                    reached = true;
                    return Task.CompletedTask;
                });
                await middleware.Invoke(new DefaultHttpContext());
                reached.ShouldBeTrue();
                break;
            default:
                (await client.GetStringAsync("http://payments/")).ShouldBe("answer");
                break;
        }

        time.Counting = false;
        return bench.Troubles;
    }

    private static void Fail() => throw new InvalidOperationException(Planted);

    private void ShouldBeTold()
    {
        AgentBench.Soon(() => bench.Troubles.All.Count > 0).ShouldBeTrue();
        bench.Troubles.All.ShouldHaveSingleItem().ShouldContain(Planted);
    }

    private sealed class Service;

    /// <summary>The clock of the system, of which one use fails.</summary>
    private sealed class FailingTime(int at) : TimeProvider
    {
        private int uses;

        public bool Counting { get; set; }

        public bool Failed { get; private set; }

        public override long GetTimestamp()
        {
            Count();
            return base.GetTimestamp();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Count();
            return base.CreateTimer(callback, state, dueTime, period);
        }

        private void Count()
        {
            if (Counting && Interlocked.Increment(ref uses) - 1 == at)
            {
                Failed = true;
                Fail();
            }
        }
    }

    /// <summary>Fails at one of the uses that are counted.</summary>
    private sealed class Plant(int at)
    {
        private int uses;

        public bool Counting { get; set; }

        public bool Failed { get; private set; }

        public T Use<T>(T value)
        {
            if (Counting && uses++ == at)
            {
                Failed = true;
                Fail();
            }

            return value;
        }
    }

    private sealed class FailingRequest(Plant plant) : HttpRequestFeature, IHttpRequestFeature
    {
        string IHttpRequestFeature.Path
        {
            get => plant.Use(Path);
            set => Path = value;
        }
    }

    private sealed class FailingResponse(Plant plant) : HttpResponseFeature, IHttpResponseFeature
    {
        int IHttpResponseFeature.StatusCode
        {
            get => StatusCode;
            set => StatusCode = plant.Use(value);
        }

        IHeaderDictionary IHttpResponseFeature.Headers
        {
            get => plant.Use(Headers);
            set => Headers = value;
        }
    }

    private sealed class FailingDraw(ArmedFault armed, CallSlot slot) : CallInjector(armed, slot)
    {
        protected override bool CanHit => throw new InvalidOperationException(Planted);

        public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
            pipeline.AddChaosFault(Drawn(new Polly.Simmy.Fault.ChaosFaultStrategyOptions { FaultGenerator = _ => new(new IOException()) }));
    }

    private sealed class FailingInjector(bool release) : IInjector
    {
        public void Start()
        {
        }

        public void Release()
        {
            if (release)
            {
                Fail();
            }
        }

        public void Settle()
        {
            if (!release)
            {
                Fail();
            }
        }
    }

    private sealed class FailingApp : IApplicationBuilder
    {
        public IServiceProvider ApplicationServices { get; set; } = new ServiceCollection().BuildServiceProvider();

        public Microsoft.AspNetCore.Http.Features.IFeatureCollection ServerFeatures => throw new NotSupportedException();

        public IDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

        public Microsoft.AspNetCore.Http.RequestDelegate Build() => throw new NotSupportedException();

        public IApplicationBuilder New() => throw new NotSupportedException();

        public IApplicationBuilder Use(Func<Microsoft.AspNetCore.Http.RequestDelegate, Microsoft.AspNetCore.Http.RequestDelegate> middleware) =>
            throw new InvalidOperationException(Planted);
    }

    /// <summary>Fails at one use of it, counted from when counting began.</summary>
    private sealed class FailingServices(int at) : IServiceCollection
    {
        private readonly ServiceCollection inner = [];
        private int uses;

        public bool Counting { get; set; }

        public bool Failed { get; private set; }

        public int Count => Counted().Count;

        public bool IsReadOnly => false;

        public ServiceDescriptor this[int index]
        {
            get => Counted()[index];
            set => Counted()[index] = value;
        }

        public void Add(ServiceDescriptor item) => ((ICollection<ServiceDescriptor>)Counted()).Add(item);

        public void Clear() => Counted().Clear();

        public bool Contains(ServiceDescriptor item) => Counted().Contains(item);

        public void CopyTo(ServiceDescriptor[] array, int arrayIndex) => Counted().CopyTo(array, arrayIndex);

        public IEnumerator<ServiceDescriptor> GetEnumerator() => Counted().GetEnumerator();

        public int IndexOf(ServiceDescriptor item) => Counted().IndexOf(item);

        public void Insert(int index, ServiceDescriptor item) => Counted().Insert(index, item);

        public bool Remove(ServiceDescriptor item) => Counted().Remove(item);

        public void RemoveAt(int index) => Counted().RemoveAt(index);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ServiceCollection Counted()
        {
            if (Counting && uses++ == at)
            {
                Failed = true;
                Fail();
            }

            return inner;
        }
    }
}
