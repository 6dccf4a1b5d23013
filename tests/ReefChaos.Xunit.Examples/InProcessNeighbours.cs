using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Engine.Reporting;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Shop;

namespace ReefChaos.Xunit.Examples;

/// <summary>Two hosts of one service in one process, of which one is broken.</summary>
public sealed class InProcessNeighbours
{
    private static readonly Scenario Broken = Scenario.Named("broken-neighbour", "Every charge and every risk score fails.")
        .WithTarget(TargetSpec.OfProject("src/ReefChaos.Shop").WithLimits(cpus: 1).ReadyAt("/health").WithVariable("Shop__Defenses", "none"))
        .WithDependency("payments", DependencySpec.OfStub("Shop__Payments__Url", new StubSpec { Body = """{"approved":true}""" }))
        .WithLoad("checkout")
        .WithPhases(new PhaseLengths { Warmup = TimeSpan.Zero, Baseline = TimeSpan.FromSeconds(3), Fault = TimeSpan.FromSeconds(4), Recovery = TimeSpan.Zero })
        .WithFault(new ErrorFault { At = Site.FaultPoint("risk-score"), Rate = Ratio.Percent(50) })
        .WithFault(new ErrorFault { At = Site.HttpClient("payments"), Rate = Ratio.Percent(50) })
        .WithFault(new LatencyFault { At = Site.Inbound("/checkout"), Delay = TimeSpan.FromMilliseconds(1) })
        .WithAvailability(atLeast: Ratio.Percent(90))
        .WithoutControl("It breaks as it is.");

    /// <summary>Its neighbour has the same fault points, clients and routes, and is asked all the while.</summary>
    [Experiment]
    public async Task The_neighbour_of_a_broken_host_is_well()
    {
        await using var broken = new WebApplicationFactory<Program>();
        await using var well = new PaidShop();
        using var ended = new CancellationTokenSource();
        var neighbour = AskAsync(well, ended.Token);

        var run = await ExperimentTest.RunAsync(Broken, CheckoutTests.Checkout, broken, seed: 42);

        await ended.CancelAsync();
        var (asked, failed) = await neighbour;
        var arm = run.Verdict.Arms[Arm.Defended];
        Assert.True(arm.Failures.Values.Sum() > 20, "the faults did not bite");
        Assert.All(arm.Injections.Values, injections => Assert.True(injections > 20));
        Assert.True(asked > 20, $"the neighbour was asked {asked} times only");
        Assert.Equal(0, failed);
        Assert.Contains(RunNotes.Of(run), n => n.Contains("target.limits.cpus is not limited", StringComparison.Ordinal));
    }

    private static async Task<(int Asked, int Failed)> AskAsync(WebApplicationFactory<Program> factory, CancellationToken ended)
    {
        using var client = factory.CreateClient();
        var (asked, failed) = (0, 0);
        while (!ended.IsCancellationRequested)
        {
            using var order = new StringContent("""{"sku":"coral-lamp","quantity":2,"card":"4000-0000-0000-0002"}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/checkout", UriKind.Relative), order, CancellationToken.None);
            asked++;
            failed += answer.IsSuccessStatusCode ? 0 : 1;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        return (asked, failed);
    }

    /// <summary>Undefended as the other, with a payment provider that approves of everything.</summary>
    private sealed class PaidShop : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Shop:Defenses", "none");
            builder.ConfigureTestServices(services => services.AddHttpClient("payments").ConfigurePrimaryHttpMessageHandler(() => new Approval()));
        }
    }

    private sealed class Approval : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"approved":true}""") });
    }
}
