using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine.Running;
using ReefChaos.Histories;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Engine;

public sealed class AgentClientTests : IDisposable
{
    private static readonly WelcomeReply Welcome = new(7, "10.0", new RuntimeFacts(1, 192 << 20, 1, ServerGc: false, 1, 32_767), "Testing");

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Path => folder["agent.sock"];

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_greeting_brings_the_token_and_gets_the_welcome()
    {
        var agent = Listen();
        await using var client = await ConnectAsync();
        client.Welcome.ShouldBe(Welcome);
        (await agent).Greeting.ShouldBe(new HelloOrder("secret"));
    }

    [Fact]
    public async Task A_refused_token_is_told_and_not_tried_again()
    {
        _ = Listen(new RefusedReply("The token is wrong."));
        (await Should.ThrowAsync<AgentUnreachableException>(ConnectAsync)).Message.ShouldContain("The token is wrong.");
    }

    [Fact]
    public async Task A_target_without_an_agent_is_told_after_the_given_time()
    {
        var connecting = ConnectAsync();
        while (!connecting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await Should.ThrowAsync<AgentUnreachableException>(() => connecting)).Message.ShouldContain("no agent");
    }

    [Fact]
    public async Task An_agent_that_comes_late_is_found()
    {
        var connecting = ConnectAsync();
        var agent = Listen();
        while (!connecting.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        await using var client = await connecting;
        (await agent).Greeting.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_late_answer_is_not_taken_for_the_next_orders()
    {
        var agent = Listen();
        await using var client = await ConnectAsync();
        var channel = (await agent).Channel;

        var first = client.SendAsync(new StatusOrder(), Token);
        channel.Read<AgentOrder>().ShouldBeOfType<StatusOrder>();
        time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<AgentUnreachableException>(() => first);
        client.Broken.ShouldBeFalse();

        var second = client.SendAsync(new RenewOrder(3000), Token);
        channel.Read<AgentOrder>().ShouldBe(new RenewOrder(3000));
        channel.Write<AgentReply>(new StatusReply([], ["late"]));
        channel.Write<AgentReply>(new DoneReply());
        (await second).ShouldBe(new DoneReply());

        var third = client.SendAsync(new DisarmOrder(), Token);
        channel.Read<AgentOrder>().ShouldBe(new DisarmOrder());
        channel.Write<AgentReply>(new RefusedReply("no"));
        (await third).ShouldBe(new RefusedReply("no"));
    }

    [Fact]
    public async Task Orders_sent_together_are_answered_each_with_its_own()
    {
        var agent = Listen();
        await using var client = await ConnectAsync();
        var channel = (await agent).Channel;
        var sent = Enumerable.Range(1, 20).Select(i => client.SendAsync(new DisarmOrder($"f{i}"), Token)).ToList();
        for (var i = 0; i < sent.Count; i++)
        {
            channel.Write<AgentReply>(new RefusedReply(((DisarmOrder)channel.Read<AgentOrder>()!).Id!));
        }

        (await Task.WhenAll(sent)).Cast<RefusedReply>().Select(r => r.Why).ShouldBe(Enumerable.Range(1, 20).Select(i => $"f{i}"));
    }

    [Fact]
    public async Task A_dead_target_is_gone_for_good()
    {
        var agent = Listen();
        await using var client = await ConnectAsync();
        (await agent).Channel.Dispose();
        (await Should.ThrowAsync<AgentUnreachableException>(() => client.SendAsync(new StatusOrder(), Token))).Message.ShouldContain("gone");
        (await Should.ThrowAsync<AgentUnreachableException>(() => client.SendAsync(new StatusOrder(), Token))).Message.ShouldContain("gone");
        client.Broken.ShouldBeTrue();
    }

    private Task<AgentClient> ConnectAsync() => AgentClient.ConnectAsync(Path, "secret", TimeSpan.FromSeconds(30), time, Token);

    /// <summary>Can be connected to at once; the task ends after the greeting.</summary>
    private Task<(AgentOrder Greeting, LineChannel Channel)> Listen(AgentReply? answer = null)
    {
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        return GreetAsync(answer ?? Welcome);
    }

    private async Task<(AgentOrder Greeting, LineChannel Channel)> GreetAsync(AgentReply answer)
    {
        var channel = new LineChannel(new NetworkStream(await listener.AcceptAsync(Token), ownsSocket: true));
        var greeting = await Task.Run(channel.Read<AgentOrder>, Token);
        channel.Write(answer);
        return (greeting!, channel);
    }
}
