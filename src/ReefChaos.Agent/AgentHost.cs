using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Agent.Control;
using ReefChaos.Agent.Hook;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;

namespace ReefChaos.Agent;

/// <summary>The agent as a whole: sites for faults, leases that end them, and a control channel.</summary>
internal sealed class AgentHost : IDisposable
{
    private readonly Janitor janitor;
    private readonly LeaseKeeper keeper;
    private readonly ControlListener listener;

    /// <param name="scope">Null where the agent has the process to itself.</param>
    public AgentHost(AgentSettings settings, TimeProvider time, HostScope? scope = null)
    {
        Sites = new SiteMap(scope);
        Environment = new TargetEnvironment(settings.AllowProduction);
        Parts = new HostParts(Sites, Environment, Troubles, scope);
        janitor = new Janitor(Troubles.Add);
        keeper = new LeaseKeeper(time);
        Desk = new OrderDesk(Sites, Environment, Troubles, keeper, janitor, time);
        listener = new ControlListener(settings, Desk, Troubles);
    }

    public SiteMap Sites { get; }

    public Troubles Troubles { get; } = new();

    public TargetEnvironment Environment { get; }

    public HostParts Parts { get; }

    public OrderDesk Desk { get; }

    /// <summary>Called by reflection, from the hook in the app's load context to this one.</summary>
    public static void Enter(string socket, string token, bool allowProduction)
    {
        var agent = new AgentHost(new AgentSettings(socket, token, allowProduction), TimeProvider.System);
        agent.Troubles.Guard("watching for hosts", () => DiagnosticListener.AllListeners.Subscribe(
            new HostWatcher(agent.Parts.Building, agent.Parts.Built, agent.Troubles.Add)));
        agent.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => agent.listener.Dispose();
    }

    /// <summary>Called by reflection, for one host of several in the process. Disposing ends this agent alone.</summary>
    /// <param name="services">The host's, with all that the app itself adds.</param>
    /// <param name="environment">The name of the host's environment.</param>
    /// <exception cref="IOException">The socket can't be bound.</exception>
    public static IDisposable EnterHost(object services, string environment, string socket, string token, bool allowProduction)
    {
        var scope = new HostScope();
        var agent = new AgentHost(new AgentSettings(socket, token, allowProduction), TimeProvider.System, scope);
        try
        {
            agent.Environment.Add(environment);
            agent.Parts.AddTo((IServiceCollection)services);
            agent.Start();
            scope.Enter();
            return agent;
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The socket can't be bound.</exception>
    public void Start()
    {
        keeper.StartThread();
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        Desk.DisarmAll();
        keeper.Dispose();
        janitor.Dispose();
        Sites.Dispose();
    }
}
