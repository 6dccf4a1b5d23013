using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Engine.Running.Targets.InProcess;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Wire;
using ReefChaos.Xunit.InProcess;
using ShopProgram = ReefChaos.Shop.Program;

namespace ReefChaos.Tests.Xunit.InProcess;

/// <summary>The shop as the engine hosts it in-process, on a socket, with an agent of its own. Its payment provider approves of everything.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly PaidShop factory = new();
    private readonly AgentLink link;
    private readonly TargetDoor door;
    private readonly HttpClient client;
    private ITarget? target;
    private AgentClient? agent;
    private int armed;

    private ShopHost(HttpSettings http, TargetSpec spec)
    {
        link = AgentLink.New(folder["agent.sock"]) with { EntersByHook = false };
        door = TargetDoor.Of(http, spec, link);
        client = door.NewClient();
    }

    public string Address => target!.BaseAddress.ToString();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="env">As <c>NAME=VALUE</c>.</param>
    public static async Task<ShopHost> StartAsync(HttpSettings? http = null, params string[] env)
    {
        var spec = env.Select(v => v.Split('=')).Aggregate(TargetSpec.OfProject("src/ReefChaos.Shop").ReadyAt("/health"), (s, v) => s.WithVariable(v[0], v[1]));
        var shop = new ShopHost(http ?? new HttpSettings(), spec);
        try
        {
            shop.target = await new InProcessPlatform(Factories.ServiceOf(shop.factory), shop.link, TimeProvider.System)
                .StartAsync(spec, shop.door, shop.door.Environment, shop.folder.Location, Token);
            shop.agent = await AgentClient.ConnectAsync(shop.link.Socket, shop.link.Token, Patience, TimeProvider.System, Token);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>The profile with what it must trust to call this host.</summary>
    public LoadProfile Trusted(LoadProfile profile) => door.Trusted(profile);

    public Task<string> AboutAsync() => client.GetStringAsync(new Uri(target!.BaseAddress, "/"), Token);

    public Task<AgentReply> ArmAsync(Fault fault) => agent!.SendAsync(new ArmOrder($"fault-{armed++}", fault, Seed: 1, LeaseMs: 60_000), Token);

    public async Task<IReadOnlyList<FaultStatus>> FaultsAsync() => (await agent!.SendAsync(new StatusOrder(), Token)).ShouldBeOfType<StatusReply>().Faults;

    public async Task<bool> SellsAsync()
    {
        using var order = new StringContent("""{"sku":"coral-lamp","quantity":2,"card":"4000-0000-0000-0002"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(target!.BaseAddress, "/checkout"), order, Token);
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await (agent?.DisposeAsync() ?? default);
        await (target?.DisposeAsync() ?? default);
        await factory.DisposeAsync();
        door.Dispose();
        folder.Dispose();
    }

    private sealed class PaidShop : WebApplicationFactory<ShopProgram>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.ConfigureTestServices(services => services.AddHttpClient("payments").ConfigurePrimaryHttpMessageHandler(() => new Approval()));
    }

    private sealed class Approval : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"approved":true}""") });
    }
}
