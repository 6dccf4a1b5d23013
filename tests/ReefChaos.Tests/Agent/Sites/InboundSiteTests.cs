using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Sites;

public sealed class InboundSiteTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("/checkout", "/checkout", true)]
    [InlineData("/checkout", "/checkout/7", true)]
    [InlineData("/checkout", "/CheckOut", true)]
    [InlineData("/checkout", "/checkouts", false)]
    [InlineData("/checkout", "/", false)]
    [InlineData("/checkout/", "/checkout", true)]
    [InlineData("/", "/anything", true)]
    [InlineData("*", "/anything", true)]
    public async Task A_path_covers_itself_and_all_below_it(string site, string request, bool covered)
    {
        var armed = bench.Arm(new OutcomeFault { At = new Site(SiteKind.Inbound, site), Status = 418 });
        var context = await Send(request);
        context.Response.StatusCode.ShouldBe(covered ? 418 : 200);
        armed.Calls.ShouldBe(covered ? 1 : 0);
    }

    [Fact]
    public async Task Faults_of_two_routes_act_on_a_request_that_both_cover()
    {
        var outer = bench.Arm(new LatencyFault { At = Site.Parse("inbound:*"), Delay = TimeSpan.Zero });
        var inner = bench.Arm(new OutcomeFault { At = Site.Parse("inbound:/checkout"), Status = 418 });
        (await Send("/checkout")).Response.StatusCode.ShouldBe(418);
        outer.Injections.ShouldBe(1);
        inner.Injections.ShouldBe(1);
    }

    [Fact]
    public void Disarmed_the_apps_own_task_is_returned_and_Polly_is_never_entered()
    {
        bench.Arm(new OutcomeFault { At = Site.Parse("inbound:*"), Status = 418 });
        bench.Disarm();
        bench.Sites.Inbound.Armed.ShouldBeNull();
        var own = new TaskCompletionSource().Task;
        new InboundMiddleware(bench.Sites.Inbound, _ => own).Invoke(new DefaultHttpContext()).ShouldBeSameAs(own);
    }

    [Fact]
    public async Task The_apps_exception_passes_unchanged()
    {
        bench.Arm(new LatencyFault { At = Site.Parse("inbound:*"), Delay = TimeSpan.Zero });
        var own = new InvalidTimeZoneException();
        var middleware = new InboundMiddleware(bench.Sites.Inbound, _ => throw own);
        (await Should.ThrowAsync<InvalidTimeZoneException>(() => middleware.Invoke(new DefaultHttpContext()))).ShouldBeSameAs(own);
    }

    [Fact]
    public async Task The_site_comes_before_all_middleware_of_the_app()
    {
        var provider = bench.Build(s => s.AddSingleton<IStartupFilter, Throwing>());
        Action<IApplicationBuilder> configure = _ => { };
        foreach (var filter in provider.GetServices<IStartupFilter>().Reverse())
        {
            configure = filter.Configure(configure);
        }

        var builder = new ApplicationBuilder(provider);
        configure(builder);
        bench.Arm(new OutcomeFault { At = Site.Parse("inbound:*"), Status = 418 });
        var context = new DefaultHttpContext();
        await builder.Build()(context);
        context.Response.StatusCode.ShouldBe(418);
    }

    [Fact]
    public void What_is_no_path_is_refused() =>
        Should.Throw<RefusedException>(() => bench.Arm(new OutcomeFault { At = Site.Parse("inbound:checkout"), Status = 418 }));

    private async Task<HttpContext> Send(string path)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };
        await new InboundMiddleware(bench.Sites.Inbound, _ => Task.CompletedTask).Invoke(context);
        return context;
    }

    private sealed class Throwing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(_ => _ => throw new InvalidOperationException("The app's own middleware came first."));
            next(app);
        };
    }
}
