using System.Net.Sockets;
using System.Text;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class DiagnosticPortTests : IAsyncDisposable
{
    /// <summary>Only ever waited out in full where a test fails.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly DiagnosticPortBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_runtime_that_calls_tells_what_it_is()
    {
        using var runtime = new FakeRuntime(bench.Link.Socket);
        var call = await runtime.CallAsync();
        var asking = bench.Port.AskProgramAsync(Long, Token);

        await FakeRuntime.AnswerAsync(call, 0, "dotnet app.dll", "linux", "x64", "App", "10.0.12+0123abc");

        (await asking).ShouldBe(new RuntimeProgram("10.0.12", "x64", "App"));
    }

    [Fact]
    public async Task A_runtime_may_call_after_it_was_waited_for()
    {
        var asking = bench.Port.AskProgramAsync(Long, Token);
        using var runtime = new FakeRuntime(bench.Link.Socket);

        await FakeRuntime.AnswerAsync(await runtime.CallAsync(), 0, "", "", "arm64", "App", "9.0.1");

        (await asking)!.Architecture.ShouldBe("arm64");
    }

    [Theory]
    [InlineData(1, new[] { "dotnet app.dll", "linux", "x64", "App", "10.0.12" })]
    [InlineData(0, new[] { "dotnet app.dll", "linux" })]
    public async Task A_refusal_and_half_an_answer_are_no_answer(byte result, string[] texts)
    {
        using var runtime = new FakeRuntime(bench.Link.Socket);
        var call = await runtime.CallAsync();
        var asking = bench.Port.AskProgramAsync(Long, Token);

        await FakeRuntime.AnswerAsync(call, result, texts);

        (await asking).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_does_not_greet_as_a_runtime_is_hung_up_on()
    {
        using var stranger = new FakeRuntime(bench.Link.Socket);
        var call = await stranger.CallAsync(greeting: "GET / HT");

        (await HungUpAsync(call)).ShouldBeTrue();
        (await bench.Port.ClientAsync(TimeSpan.Zero, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_gets_through_to_the_runtime_and_its_hanging_up_too()
    {
        using var runtime = new FakeRuntime(bench.Link.Socket);
        var call = await runtime.CallAsync();
        var client = await AskAsync("a question");
        (await ReadAsync(call, 10)).ShouldBe("a question");

        await call.WriteAsync(Encoding.ASCII.GetBytes("an answer"), Token);
        (await ReadAsync(client, 9)).ShouldBe("an answer");
        await client.DisposeAsync();

        (await HungUpAsync(call)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_target_that_was_started_again_takes_the_place_of_the_one_that_ended()
    {
        using (var first = new FakeRuntime(bench.Link.Socket))
        {
            await first.CallAsync();
            (await bench.Port.ClientAsync(Long, Token)).ShouldNotBeNull();
        }

        (await bench.Port.ClientAsync(TimeSpan.Zero, Token)).ShouldBeNull();
        using var second = new FakeRuntime(bench.Link.Socket);
        var call = await second.CallAsync();
        (await bench.Port.ClientAsync(Long, Token)).ShouldNotBeNull();

        await AskAsync("who");

        (await ReadAsync(call, 3)).ShouldBe("who");
    }

    [Fact]
    public async Task Its_end_hangs_up_on_all_and_leaves_no_socket()
    {
        using var runtime = new FakeRuntime(bench.Link.Socket);
        var call = await runtime.CallAsync();
        var talking = await AskAsync("x");
        (await ReadAsync(call, 1)).ShouldBe("x");
        var waiting = await runtime.CallAsync();

        await bench.Port.DisposeAsync();

        (await HungUpAsync(call)).ShouldBeTrue();
        (await HungUpAsync(talking)).ShouldBeTrue();
        (await HungUpAsync(waiting)).ShouldBeTrue();
        Directory.GetFileSystemEntries(bench.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_where_nobody_can_listen_costs_only_the_diagnostics()
    {
        var nowhere = new DiagnosticLink("/nowhere/calls.sock", "/in/calls.sock", $"/{new string('x', 200)}");
        await using var deaf = DiagnosticPort.Open(nowhere, TimeProvider.System);

        (await deaf.ClientAsync(TimeSpan.Zero, Token)).ShouldBeNull();
        (await deaf.AskProgramAsync(TimeSpan.Zero, Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "/in/calls.sock,connect,nosuspend")]
    [InlineData("", "/in/calls.sock,connect,nosuspend")]
    [InlineData("/tmp/own,listen", "/tmp/own,listen;/in/calls.sock,connect,nosuspend")]
    public void The_target_keeps_the_ports_of_its_own(string? own, string expected) =>
        bench.Link.Environment(own).ShouldBe([new("DOTNET_DiagnosticPorts", expected)]);

    [Fact]
    public void A_path_that_would_read_as_two_ports_is_not_given() =>
        (bench.Link with { SocketInTarget = "/a;b/calls.sock" }).Environment("/tmp/own").ShouldBeEmpty();

    private async Task<NetworkStream> AskAsync(string question)
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(bench.Link.ClientSocket), Token);
        var stream = new NetworkStream(client, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(question), Token);
        return stream;
    }

    private static async Task<bool> HungUpAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1], Token) == 0;
        }
        catch (IOException)
        {
            // Who is hung up on before he was heard is told so.
            return true;
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Token);
        return Encoding.ASCII.GetString(bytes);
    }
}
