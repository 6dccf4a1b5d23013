using ReefChaos.Engine.Running.Targets;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Load;
using ReefChaos.Wire;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Xunit.InProcess;

/// <summary>Real hosts on loopback sockets, with the agent inside, without the rest of an experiment.</summary>
public sealed class FactoryServiceTests
{
    [Theory]
    [InlineData(HttpProtocol.Http2, false)]
    [InlineData(HttpProtocol.Http11, true)]
    [InlineData(HttpProtocol.Http2, true)]
    public async Task A_host_listens_as_the_load_profile_calls_it(HttpProtocol version, bool tls)
    {
        var http = new HttpSettings { Version = version, Tls = tls ? new TlsSettings() : null };
        await using var shop = await ShopHost.StartAsync(http);

        var run = WorkerRun.Of(shop.Trusted(Of(Inject(20), Get("/health")) with { Http = http }), shop.Address, seconds: 0.25);

        shop.Address.ShouldStartWith(tls ? "https://127.0.0.1:" : "http://127.0.0.1:");
        run.Failures.ShouldBeEmpty();
        run.Ok.ShouldBe(5);
    }

    [Fact]
    public async Task Variables_are_seen_while_the_services_are_registered()
    {
        await using var shop = await ShopHost.StartAsync(env: "Shop__Defenses=prices,audit");

        (await shop.AboutAsync()).ShouldContain("defences: prices, audit\n");
    }

    [Fact]
    public async Task A_service_that_ends_before_it_listens_is_a_target_that_failed() =>
        (await Should.ThrowAsync<TargetFailedException>(ShopHost.StartAsync(env: "Shop__Defenses=typing-error"))).Message.ShouldStartWith("ReefChaos.Shop does not start in-process: ");

    [Theory]
    [InlineData("REEFCHAOS_ALLOW_PRODUCTION=0", false)]
    [InlineData("REEFCHAOS_ALLOW_PRODUCTION=1", true)]
    public async Task In_production_nothing_is_armed_unless_the_target_allows_it(string allow, bool armed)
    {
        await using var shop = await ShopHost.StartAsync(env: ["ASPNETCORE_ENVIRONMENT=Production", allow]);

        var reply = await shop.ArmAsync(new ErrorFault { At = Site.Inbound("/") });

        if (armed)
        {
            reply.ShouldBeOfType<DoneReply>();
        }
        else
        {
            reply.ShouldBeOfType<RefusedReply>().Why.ShouldStartWith("The target runs in the Production environment");
        }
    }

    /// <summary>Both have the same routes, clients and fault points, and are asked in turns.</summary>
    [Fact]
    public async Task Faults_of_one_host_leave_its_neighbour_alone()
    {
        await using var broken = await ShopHost.StartAsync(env: "Shop__Defenses=none");
        await using var well = await ShopHost.StartAsync(env: "Shop__Defenses=none");
        (await broken.ArmAsync(new ErrorFault { At = Site.FaultPoint("risk-score"), Rate = Ratio.Percent(50) })).ShouldBeOfType<DoneReply>();
        (await broken.ArmAsync(new ErrorFault { At = Site.HttpClient("payments"), Rate = Ratio.Percent(50) })).ShouldBeOfType<DoneReply>();
        (await broken.ArmAsync(new LatencyFault { At = Site.Inbound("/checkout"), Delay = TimeSpan.FromMilliseconds(1) })).ShouldBeOfType<DoneReply>();

        var (sold, soldNextDoor) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            sold += await broken.SellsAsync() ? 1 : 0;
            soldNextDoor += await well.SellsAsync() ? 1 : 0;
        }

        soldNextDoor.ShouldBe(40);
        sold.ShouldBeInRange(1, 30);
        var faults = await broken.FaultsAsync();
        faults.Count.ShouldBe(3);
        faults.ShouldAllBe(f => f.Injections > 0);
        (await well.FaultsAsync()).ShouldBeEmpty();
    }
}
