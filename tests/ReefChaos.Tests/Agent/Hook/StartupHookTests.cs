using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using ReefChaos.Agent.Hook;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent.Hook;

/// <summary>The one place where the agent enters a real, unmodified process.</summary>
public sealed class StartupHookTests : IDisposable
{
    private const string Token = "a-token-of-this-run";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reef");

    private string AgentSocket => Path.Combine(folder.FullName, "agent.sock");

    private string WebSocket => Path.Combine(folder.FullName, "web.sock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task An_unmodified_app_hangs_by_order_and_goes_on_when_disarmed()
    {
        using var shop = StartShop();
        try
        {
            using var client = WebClient();
            using var lines = await Greeted(shop);
            await AnswersAsync(client, shop);
            Ask(lines, new ArmOrder("hang", new NativeHangFault { At = Site.Parse("inbound:*") }, 1, 60_000)).ShouldBeOfType<DoneReply>();

            var calls = Enumerable.Range(0, 8).Select(_ => client.GetAsync(new Uri("http://shop/x"), Limit())).ToList();
            AgentBench.Soon(() => Status(lines).Faults.Single().Injections >= 3).ShouldBeTrue();
            calls.ShouldAllBe(c => !c.IsCompleted);
            Ask(lines, new DisarmOrder()).ShouldBeOfType<DoneReply>();

            await Task.WhenAll(calls).WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
            Status(lines).Troubles.ShouldBeEmpty();
        }
        finally
        {
            shop.Kill(entireProcessTree: true);
            shop.WaitForExit(AgentBench.Patience);
        }
    }

    [Fact]
    public async Task Without_its_variables_the_agent_leaves_no_trace()
    {
        using var shop = StartShop(asked: false);
        try
        {
            using var client = WebClient();
            await AnswersAsync(client, shop);

            var threads = Directory.GetDirectories($"/proc/{shop.Id}/task").Select(t => File.ReadAllText(Path.Combine(t, "comm"))).ToList();
            threads.ShouldNotBeEmpty();
            threads.ShouldAllBe(t => !t.StartsWith("ReefChaos", StringComparison.Ordinal));
            Directory.GetFiles(folder.FullName).Select(Path.GetFileName).ShouldBe(["web.sock"]);
        }
        finally
        {
            shop.Kill(entireProcessTree: true);
            shop.WaitForExit(AgentBench.Patience);
        }
    }

    [Fact]
    public void Without_its_variables_one_line_in_the_code_changes_nothing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var services = builder.Services.ToList();

        builder.AddReefChaos();

        builder.Services.ToList().ShouldBe(services);
        AppContext.GetData("ReefChaos.Agent.Entered").ShouldBeNull();
    }

    [Theory]
    [InlineData("/a/ReefChaos.Agent.dll", null)]
    [InlineData("/b/Other.dll:/a/ReefChaos.Agent.dll", "/b/Other.dll")]
    [InlineData("/b/Other.dll", "/b/Other.dll")]
    [InlineData(null, null)]
    public void Child_processes_inherit_the_hooks_of_others_only(string? hooks, string? left) =>
        AgentSettings.WithoutOurs(hooks).ShouldBe(left);

    private static AgentReply Ask(LineChannel lines, AgentOrder order)
    {
        lines.Write(order);
        return lines.Read<AgentReply>().ShouldNotBeNull();
    }

    private static StatusReply Status(LineChannel lines) => Ask(lines, new StatusOrder()).ShouldBeOfType<StatusReply>();

    private static CancellationToken Limit() => new CancellationTokenSource(AgentBench.Patience).Token;

    private Process StartShop(bool asked = true)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "ReefChaos.Shop.dll"))
        {
            WorkingDirectory = folder.FullName,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "ReefChaos.Agent.dll"),
                [AgentEnvironment.Socket] = AgentSocket,
                [AgentEnvironment.Token] = Token,
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://unix:{WebSocket}",
                ["Logging__LogLevel__Default"] = "None",
            },
        };
        if (!asked)
        {
            start.Environment.Remove(AgentEnvironment.Socket);
            start.Environment.Remove(AgentEnvironment.Token);
        }

        return Process.Start(start)!;
    }

    private HttpClient WebClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(WebSocket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private async Task<LineChannel> Greeted(Process shop)
    {
        while (true)
        {
            shop.HasExited.ShouldBeFalse();
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(AgentSocket));
                var lines = new LineChannel(new NetworkStream(socket, ownsSocket: true));
                Ask(lines, new HelloOrder(Token)).ShouldBeOfType<WelcomeReply>();
                return lines;
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Pause();
            }
        }
    }

    private static async Task AnswersAsync(HttpClient client, Process shop)
    {
        while (true)
        {
            shop.HasExited.ShouldBeFalse();
            try
            {
                (await client.GetAsync(new Uri("http://shop/x"), Limit())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
                return;
            }
            catch (HttpRequestException)
            {
                await Pause();
            }
        }
    }

    private static Task Pause() => Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
}
