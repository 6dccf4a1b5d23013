using ReefChaos.Cli.Init.Reading;

namespace ReefChaos.Tests.Cli.Init;

public sealed class ServiceFactsTests
{
    [Fact]
    public void Routes_of_minimal_APIs_are_read_with_their_groups_and_extension_methods()
    {
        var facts = Read("""
            var app = builder.Build();
            app.MapGet("/orders", () => 1);
            app.MapPost("/orders", () => 2);
            app.MapGet(Paths.Stock, () => 3);
            var api = app.MapGroup("/api").WithTags("x");
            var v2 = api.MapGroup("v2");
            v2.MapGet("/items/{id:int}", (int id) => id);
            app.MapGroup("admin").MapGet("", () => 5).RequireAuthorization();
            api.MapPrices();
            app.MapGet($"/{name}", () => 6);
            static class Paths { public const string Stock = "/stock"; }
            static class Prices { public static void MapPrices(this IEndpointRouteBuilder routes) => routes.MapGet("prices", () => 7); }
            """);

        facts.Routes.ShouldBe(
        [
            new Route("GET", "/orders", false), new Route("GET", "/stock", false), new Route("GET", "/api/v2/items/{id:int}", false),
            new Route("GET", "/admin", true), new Route("GET", "/api/prices", false), new Route("POST", "/orders", false),
        ], ignoreOrder: true);
        facts.Routes.Where(r => r.IsPlainGet).Select(r => r.Path).ShouldBe(["/orders", "/stock", "/api/prices"], ignoreOrder: true);
    }

    [Fact]
    public void Routes_of_controllers_are_read_from_their_attributes() => Read("""
            [ApiController, Route("api/[controller]")]
            public class OrdersController : ControllerBase
            {
                [HttpGet] public int All() => 1;
                [HttpGet("{id}")] public int One(int id) => 1;
                [HttpPost("[action]")] public int Cancel() => 1;
                [HttpGet("~/ping"), Authorize] public int Ping() => 1;
                public int Unrouted() => 1;
            }
            """).Routes.ShouldBe(
        [
            new Route("GET", "/api/Orders", false), new Route("GET", "/api/Orders/{id}", false),
            new Route("POST", "/api/Orders/Cancel", false), new Route("GET", "/ping", true),
        ], ignoreOrder: true);

    [Fact]
    public void Clients_are_named_or_typed_with_the_setting_of_their_address_and_their_handler() => Read("""
            services.AddHttpClient("payments", c => c.BaseAddress = new Uri(builder.Configuration["Payments:Url"]!)).AddStandardResilienceHandler();
            services.AddHttpClient<IStock, Stock>((p, c) => c.BaseAddress = new Uri(p.GetRequiredService<IConfiguration>()["Stock:Url"]!));
            services.AddHttpClient<Prices>(nameof(Prices), c => c.BaseAddress = new Uri(config.GetValue<string>("A")! + config["B"]));
            var mail = services.AddHttpClient(Names.Mail);
            mail.AddResilienceHandler("mail", p => { });
            services.AddHttpClient();
            class Names { public const string Mail = "mail"; }
            """).Clients.ShouldBe(
        [
            new OutboundClient("payments", "Payments__Url", "AddStandardResilienceHandler"), new OutboundClient("IStock", "Stock__Url", null),
            new OutboundClient("Prices", null, null), new OutboundClient("mail", null, "AddResilienceHandler"),
        ]);

    [Fact]
    public void A_channel_counts_where_dependency_injection_has_it() => Read("""
            services.AddSingleton(_ => Channel.CreateBounded<Job>(10));
            var mails = Channel.CreateBounded<Shop.Mail>(new BoundedChannelOptions(5));
            services.AddSingleton(mails.Reader);
            class Own { private readonly Channel<Hidden> hidden = Channel.CreateBounded<Hidden>(1); }
            """).Channels.ShouldBe([new BoundedChannel("Job", true), new BoundedChannel("Mail", true), new BoundedChannel("Hidden", false)]);

    [Fact]
    public void A_lock_counts_where_it_is_static_or_of_a_singleton() => Read("""
            namespace Shop.Prices;
            class Feed { private readonly object gate = new(); void A() { lock (gate) { } lock (this.gate) { } lock (other) { } } }
            class Cache { private static readonly Lock Latch = new(); void A() { lock (Latch) { } } }
            class PerCall { private readonly SemaphoreSlim slot = new(1); private Task task; async Task A() { await slot.WaitAsync(); task.Wait(); } }
            static class Parts { public static void Add(IServiceCollection services) => services.AddSingleton<IFeed, Feed>(); }
            """).Locks.ShouldBe(
        [new LockField("Shop.Prices.Feed.gate", true), new LockField("Shop.Prices.Cache.Latch", true), new LockField("Shop.Prices.PerCall.slot", false)]);

    [Fact]
    public void Fault_points_and_pipelines_are_read_by_name()
    {
        var facts = Read("""
            services.AddResiliencePipeline("stock", b => { });
            services.AddResiliencePipeline<string>(key, b => { });
            class Score { static readonly FaultPoint Point = FaultPoint.Named("risk-score"); static object Other = Thing.Named("no"); }
            """);

        facts.FaultPoints.ShouldBe(["risk-score"]);
        facts.Pipelines.ShouldBe(["stock"]);
    }

    [Fact]
    public void Code_that_does_not_compile_is_read_as_far_as_it_goes() => Read("""app.MapGet("/orders", () => ; class {""").Routes.ShouldBe([new Route("GET", "/orders", false)]);

    private static ServiceFacts Read(string code) => ServiceFacts.Read(new Code([code]));
}
