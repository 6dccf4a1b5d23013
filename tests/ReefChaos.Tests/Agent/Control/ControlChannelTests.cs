using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using ReefChaos.Agent;
using ReefChaos.Agent.Control;
using ReefChaos.Agent.Hook;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent.Control;

public sealed partial class ControlChannelTests : IDisposable
{
    private const string Token = "a-token-of-this-run";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reef");
    private readonly AgentHost agent;
    private readonly string point = $"control-{Guid.NewGuid():N}";

    public ControlChannelTests()
    {
        File.WriteAllText(SocketPath, "stale");
        agent = new AgentHost(new AgentSettings(SocketPath, Token, AllowProduction: false), TimeProvider.System);
        agent.Environment.Add("Development");
        agent.Start();
    }

    private string SocketPath => Path.Combine(folder.FullName, "agent.sock");

    public void Dispose()
    {
        agent.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_right_token_is_welcomed_and_the_socket_is_its_owners_alone()
    {
        using var lines = Connect();
        Ask(lines, new HelloOrder(Token)).ShouldBeOfType<WelcomeReply>().ProcessId.ShouldBe(Environment.ProcessId);
        (File.GetUnixFileMode(SocketPath) & (UnixFileMode)0b111_111_111).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_wrong_token_is_refused_and_the_connection_closed() => ShouldRefuseAndClose(new HelloOrder("another"));

    [Theory]
    [InlineData("""{"order":"hello"}""")]
    [InlineData("""{"order":"hello","token":null}""")]
    [InlineData("""{"order":"hello","token":""}""")]
    [InlineData("""{"order":"hello","token":"a-token-of-this-ru"}""")]
    [InlineData("""{"order":"hello","token":"A-TOKEN-OF-THIS-RUN"}""")]
    public void A_hello_without_the_whole_token_is_refused(string hello)
    {
        using var socket = ConnectSocket();
        using var lines = new LineChannel(new NetworkStream(socket));
        socket.Send(Encoding.UTF8.GetBytes(hello + "\n"));
        lines.Read<AgentReply>().ShouldBeOfType<RefusedReply>().Why.ShouldNotContain(Token);
        ShouldBeClosed(lines);
    }

    /// <summary>Tokens are random per run, so what was said in one run opens nothing in another.</summary>
    [Fact]
    public void What_was_said_in_another_run_is_refused_when_it_is_said_again()
    {
        var path = Path.Combine(folder.FullName, "another.sock");
        using var another = new AgentHost(new AgentSettings(path, "a-token-of-another-run", AllowProduction: false), TimeProvider.System);
        another.Environment.Add("Development");
        another.Start();
        using var socket = ConnectSocket(path);
        using var lines = new LineChannel(new NetworkStream(socket));
        AgentOrder[] said = [new HelloOrder(Token), Arm("a"), new RenewOrder(600_000)];

        // At once: after the first one the connection is closed.
        socket.Send([.. said.SelectMany(order => (byte[])[.. System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(order, ReefJson.Line), (byte)'\n'])]);

        lines.Read<AgentReply>().ShouldBeOfType<RefusedReply>();
        ShouldBeClosed(lines);
        FaultPoint.Named(point).Handler.ShouldBeNull();
    }

    [Fact]
    public void A_hello_that_is_said_again_is_refused_and_the_connection_closed()
    {
        using var lines = Greeted();
        Ask(lines, Arm("a"));
        Ask(lines, new HelloOrder(Token)).ShouldBeOfType<RefusedReply>();
        ShouldBeClosed(lines);
        AgentBench.Soon(() => FaultPoint.Named(point).Handler is null).ShouldBeTrue();
    }

    [Fact]
    public void A_second_runner_cannot_take_over_a_leased_target()
    {
        using var lines = Greeted();
        Ask(lines, Arm("a"));
        foreach (var order in (AgentOrder[])[new HelloOrder("the-token-of-a-second-runner"), new RenewOrder(600_000), new DisarmOrder(), Arm("a")])
        {
            ShouldRefuseAndClose(order);
        }

        Ask(lines, new StatusOrder()).ShouldBeOfType<StatusReply>().Faults.ShouldHaveSingleItem().Armed.ShouldBeTrue();
    }

    /// <summary>The thread takes on the file-system identity of nobody, as the kernel sees it; only root can.</summary>
    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Another_user_on_the_machine_cannot_connect()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can be another user");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        Exception? refused = null;
        var other = new Thread(() =>
        {
            _ = SetFileSystemUser(65534);
            try
            {
                using var socket = ConnectSocket();
            }
            catch (SocketException e)
            {
                refused = e;
            }
        });
        other.Start();
        other.Join(AgentBench.Patience).ShouldBeTrue();
        refused.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.AccessDenied);
    }

    [Fact]
    public void A_runner_of_another_version_is_refused() => ShouldRefuseAndClose(new HelloOrder(Token, Version: 99));

    [Fact]
    public void An_order_before_hello_is_refused() => ShouldRefuseAndClose(new StatusOrder());

    [Fact]
    public void A_connection_that_says_no_hello_is_closed()
    {
        using var lines = Connect();
        lines.Read<AgentReply>().ShouldBeNull();
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_and_the_connection_closed()
    {
        using var socket = ConnectSocket();
        using var stream = new NetworkStream(socket);
        var writing = new Thread(() =>
        {
            try
            {
                stream.Write(new byte[LineChannel.MaxLineBytes * 2]);
            }
            catch (IOException)
            {
                // Closed by the agent, as it should.
            }
        });
        writing.Start();
        using var lines = new LineChannel(new NetworkStream(socket));
        lines.Read<AgentReply>().ShouldBeOfType<RefusedReply>().Why.ShouldContain("longer");
        writing.Join(AgentBench.Patience).ShouldBeTrue();
    }

    [Fact]
    public void A_malformed_order_is_refused_and_the_connection_closed()
    {
        using var socket = ConnectSocket();
        using var lines = new LineChannel(new NetworkStream(socket));
        Ask(lines, new HelloOrder(Token));
        socket.Send("""{"order":"arm","id":"x"}"""u8);
        socket.Send("\n"u8);
        lines.Read<AgentReply>().ShouldBeOfType<RefusedReply>();
        ShouldBeClosed(lines);
    }

    [Fact]
    public void Faults_end_when_the_connection_that_armed_them_closes()
    {
        using (var lines = Greeted())
        {
            Ask(lines, Arm("a")).ShouldBeOfType<DoneReply>();
            FaultPoint.Named(point).Handler.ShouldNotBeNull();
        }

        AgentBench.Soon(() => FaultPoint.Named(point).Handler is null).ShouldBeTrue();
    }

    [Fact]
    public void Closing_another_connection_leaves_them()
    {
        using var lines = Greeted();
        Ask(lines, Arm("a"));
        using (var other = Greeted())
        {
            Ask(other, Arm("b"));
        }

        AgentBench.Soon(() => !StatusOf(lines, "b").Armed).ShouldBeTrue();
        StatusOf(lines, "a").Armed.ShouldBeTrue();
    }

    [Fact]
    public void Arm_status_disarm_work_from_end_to_end()
    {
        using var lines = Greeted();
        Ask(lines, Arm("a")).ShouldBeOfType<DoneReply>();
        Should.Throw<HttpRequestException>(() => FaultPoint.Named(point).Hit());
        StatusOf(lines, "a").ShouldBe(new FaultStatus("a", Armed: true, Expired: false, 1, 1));
        Ask(lines, new RenewOrder(1000)).ShouldBeOfType<DoneReply>();
        Ask(lines, new DisarmOrder("a")).ShouldBeOfType<DoneReply>();
        FaultPoint.Named(point).Hit();
        StatusOf(lines, "a").ShouldBe(new FaultStatus("a", Armed: false, Expired: false, 1, 1));
        Ask(lines, new DisarmOrder("z")).ShouldBeOfType<RefusedReply>();
    }

    [Fact]
    public void The_welcome_tells_what_the_runtime_sees()
    {
        using var lines = Connect();
        var runtime = Ask(lines, new HelloOrder(Token)).ShouldBeOfType<WelcomeReply>().Runtime;
        ThreadPool.GetMinThreads(out var least, out _);
        runtime.Processors.ShouldBe(Environment.ProcessorCount);
        runtime.HeapLimitBytes.ShouldBeGreaterThan(0);
        runtime.ServerGc.ShouldBe(System.Runtime.GCSettings.IsServerGC);
        runtime.GcHeaps.ShouldBeInRange(1, Environment.ProcessorCount);
        runtime.PoolMinThreads.ShouldBe(least);
        runtime.PoolMaxThreads.ShouldBeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void A_look_tells_how_the_runtime_is()
    {
        using var lines = Greeted();
        var before = Ask(lines, new LookOrder()).ShouldBeOfType<RuntimeReply>();
        GC.Collect(0);
        var after = Ask(lines, new LookOrder()).ShouldBeOfType<RuntimeReply>();
        before.HeapBytes.ShouldBeInRange(1, before.HeapLimitBytes);
        after.Gen0Collections.ShouldBeGreaterThan(before.Gen0Collections);
        after.GcPauseSeconds.ShouldBeGreaterThan(before.GcPauseSeconds);
        after.PoolThreads.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void A_look_is_refused_before_hello() => ShouldRefuseAndClose(new LookOrder());

    [Fact]
    public void The_same_id_is_refused_while_it_is_armed()
    {
        using var lines = Greeted();
        Ask(lines, Arm("a"));
        Ask(lines, Arm("a")).ShouldBeOfType<RefusedReply>();
        StatusOf(lines, "a").Armed.ShouldBeTrue();
        Ask(lines, new DisarmOrder());
        Ask(lines, Arm("a")).ShouldBeOfType<DoneReply>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(OrderDesk.LongestLeaseMs + 1)]
    public void A_lease_out_of_bounds_is_refused(int leaseMs)
    {
        using var lines = Greeted();
        Ask(lines, Arm("a") with { LeaseMs = leaseMs }).ShouldBeOfType<RefusedReply>();
        FaultPoint.Named(point).Handler.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_site_is_refused()
    {
        using var lines = Greeted();
        var order = new ArmOrder("a", new BlockedChannelFault { At = Site.Parse("channel:Order") }, 1, 1000);
        Ask(lines, order).ShouldBeOfType<RefusedReply>().Why.ShouldContain("channel:Order");
    }

    [Fact]
    public void Nothing_is_armed_in_production()
    {
        agent.Environment.Add("Production");
        using var lines = Greeted();
        Ask(lines, Arm("a")).ShouldBeOfType<RefusedReply>().Why.ShouldContain(AgentEnvironment.AllowProduction);
        FaultPoint.Named(point).Handler.ShouldBeNull();
    }

    [Fact]
    public void Production_may_be_allowed()
    {
        var environment = new TargetEnvironment(allowProduction: true);
        environment.Add("Production");
        environment.ForbidsFaults.ShouldBeFalse();
    }

    [Fact]
    public void Idle_connections_can_not_wedge_it()
    {
        var idle = Enumerable.Range(0, ControlListener.MostSessions + 1).Select(_ => Connect()).ToList();
        try
        {
            // Each is closed for its silence, or was one too many; then there is room again.
            idle.ForEach(ShouldBeClosed);
            AgentBench.Soon(TryGreet).ShouldBeTrue();
        }
        finally
        {
            idle.ForEach(l => l.Dispose());
        }
    }

    private static AgentReply Ask(LineChannel lines, AgentOrder order)
    {
        lines.Write(order);
        return lines.Read<AgentReply>().ShouldNotBeNull();
    }

    private static FaultStatus StatusOf(LineChannel lines, string id) =>
        Ask(lines, new StatusOrder()).ShouldBeOfType<StatusReply>().Faults.Single(f => f.Id == id);

    private static void ShouldBeClosed(LineChannel lines)
    {
        try
        {
            while (lines.Read<AgentReply>() is RefusedReply)
            {
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // Closed with something of ours unread.
        }
    }

    private bool TryGreet()
    {
        using var lines = Welcomed();
        return lines is not null;
    }

    /// <summary>Null where there was no room, or where a busy machine took longer to say hello than the agent waits.</summary>
    private LineChannel? Welcomed()
    {
        var lines = Connect();
        try
        {
            lines.Write<AgentOrder>(new HelloOrder(Token));
            if (lines.Read<AgentReply>() is WelcomeReply)
            {
                return lines;
            }
        }
        catch (IOException)
        {
            // Closed before the hello came.
        }

        lines.Dispose();
        return null;
    }

    private void ShouldRefuseAndClose(AgentOrder first)
    {
        using var lines = Connect();
        Ask(lines, first).ShouldBeOfType<RefusedReply>();
        ShouldBeClosed(lines);
    }

    private ArmOrder Arm(string id) => new(id, new ErrorFault { At = new Site(SiteKind.FaultPoint, point) }, 1, 60_000);

    private LineChannel Greeted()
    {
        LineChannel? lines = null;
        AgentBench.Soon(() => (lines = Welcomed()) is not null).ShouldBeTrue();
        return lines!;
    }

    private LineChannel Connect() => new(new NetworkStream(ConnectSocket(), ownsSocket: true));

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    private Socket ConnectSocket(string? path = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)AgentBench.Patience.TotalMilliseconds,
        };
        socket.Connect(new UnixDomainSocketEndPoint(path ?? SocketPath));
        return socket;
    }
}
