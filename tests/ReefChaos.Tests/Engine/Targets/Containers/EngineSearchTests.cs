using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Engine.Running.Targets.Limits;

namespace ReefChaos.Tests.Engine.Targets.Containers;

public sealed class EngineSearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.52", "1.44")]
    public async Task An_engine_is_spoken_to_in_the_newest_version_that_both_know(string its, string spoken)
    {
        Answer($"HTTP/1.1 200 OK\r\nApi-Version: {its}\r\nContent-Length: 2\r\n\r\nOK");

        var (engine, lack) = await FindAsync(null, Path);

        lack.ShouldBeNull();
        using (engine.ShouldNotBeNull())
        {
            engine.Version.ShouldBe(Version.Parse(spoken));
            engine.Socket.ShouldBe(Path);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nApi-Version: 1.39\r\nContent-Length: 0\r\n\r\n", "API 1.39", "19.03")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "no container engine", "DOCKER_HOST")]
    [InlineData("HTTP/1.1 500 Oops\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n", "no container engine", "DOCKER_HOST")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "cannot be used", "DOCKER_HOST")]
    public async Task What_answers_otherwise_is_named_with_the_remedy(string answer, string what, string remedy)
    {
        Answer(answer);

        var lack = await LackAsync(null, Path);

        lack.What.ShouldContain(what);
        lack.Remedy.ShouldContain(remedy);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 10)]
    public async Task An_engine_that_hangs_is_given_up_after_a_second_or_later_where_one_is_asked_for(bool isAskedFor, int seconds)
    {
        Listen();

        var finding = new EngineSearch(null, [Path], time, isAskedFor).FindAsync(TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        finding.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(200));

        (await finding).Lack.ShouldNotBeNull().What.ShouldContain("does not answer");
    }

    [Fact]
    public async Task No_socket_a_dead_one_and_another_machines_engine_are_told_apart()
    {
        (await LackAsync(null, folder["absent.sock"])).What.ShouldContain("there is no socket");
        folder.Write("dead.sock", "");
        (await LackAsync(null, folder["dead.sock"])).What.ShouldContain("nothing listens");
        (await LackAsync("tcp://192.0.2.1:2375", Path)).What.ShouldContain("no Unix socket");
        (await LackAsync($"unix://{folder["other.sock"]}", Path)).What.ShouldContain("other.sock");
    }

    private string Path => folder["engine.sock"];

    private Task<(ContainerEngine? Engine, Lack? Lack)> FindAsync(string? host, string socket) =>
        new EngineSearch(host, [socket], time).FindAsync(TestContext.Current.CancellationToken);

    private async Task<Lack> LackAsync(string? host, string socket) => (await FindAsync(host, socket)).Lack.ShouldNotBeNull();

    private void Listen()
    {
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
    }

    private void Answer(string answer)
    {
        Listen();
        _ = Task.Run(async () =>
        {
            using var connection = await listener.AcceptAsync();
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
        });
    }
}
