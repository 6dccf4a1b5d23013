using System.Net.Sockets;
using System.Reflection;
using System.Runtime.Loader;
using ReefChaos.Agent;
using ReefChaos.Agent.Hook;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent.Hook;

/// <summary>The agent in a process that has the base class library alone, as a console app has.</summary>
public sealed class BareProcessTests
{
    [Fact]
    public void Without_hosting_and_ASP_NET_fault_points_locks_and_the_process_still_work()
    {
        var folder = Directory.CreateTempSubdirectory("reef");
        var path = Path.Combine(folder.FullName, "agent.sock");
        using var agent = StartBare(path);
        using (var lines = Connect(path))
        {
            Ask(lines, new HelloOrder("token")).ShouldBeOfType<WelcomeReply>();
            var point = $"bare-{Guid.NewGuid():N}";
            Ask(lines, Arm("a", new ErrorFault { At = new Site(SiteKind.FaultPoint, point) })).ShouldBeOfType<DoneReply>();
            Should.Throw<HttpRequestException>(() => FaultPoint.Named(point).Hit());
            Ask(lines, Arm("b", new LeakFault { At = Site.Process, Cap = 1 })).ShouldBeOfType<DoneReply>();
            Ask(lines, Arm("c", new LockContentionFault { At = Site.Parse($"lock:{typeof(BareProcessTests).FullName}.Gate") }))
                .ShouldBeOfType<DoneReply>();
            Ask(lines, Arm("d", new BlockedChannelFault { At = Site.Parse("channel:Order") }))
                .ShouldBeOfType<RefusedReply>().Why.ShouldContain("no Channel");
            Ask(lines, Arm("e", new LockContentionFault { At = Site.Parse("lock:AgentBench.janitor") }))
                .ShouldBeOfType<RefusedReply>().Why.ShouldContain("host");
            Ask(lines, new StatusOrder()).ShouldBeOfType<StatusReply>().Troubles.ShouldBeEmpty();
        }

        folder.Delete(recursive: true);
    }

#pragma warning disable CA1823, IDE0051 // Found by its name.
    private static readonly object Gate = new();
#pragma warning restore CA1823, IDE0051

    private static ArmOrder Arm(string id, Fault fault) => new(id, fault, 1, 60_000);

    private static AgentReply Ask(LineChannel lines, AgentOrder order)
    {
        lines.Write(order);
        return lines.Read<AgentReply>().ShouldNotBeNull();
    }

    private static LineChannel Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return new LineChannel(new NetworkStream(socket, ownsSocket: true));
    }

    private static IDisposable StartBare(string path)
    {
        var assembly = new BareContext().LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "ReefChaos.Agent.dll"));
        var settings = Activator.CreateInstance(assembly.GetType(typeof(AgentSettings).FullName!)!, path, "token", true);
        var host = assembly.GetType(typeof(AgentHost).FullName!)!;
        var agent = Activator.CreateInstance(host, settings, TimeProvider.System, null)!;
        host.GetMethod(nameof(AgentHost.Start))!.Invoke(agent, []);
        return (IDisposable)agent;
    }

    private sealed class BareContext() : AssemblyLoadContext("bare")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
        {
            "Polly.Core" => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "Polly.Core.dll")),
            { } name when name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) => throw new FileNotFoundException($"{name} is not here."),
            _ => null,
        };
    }
}
