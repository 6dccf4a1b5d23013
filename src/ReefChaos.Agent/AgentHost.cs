using System.Diagnostics;
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

    public AgentHost(AgentSettings settings, TimeProvider time)
    {
        Environment = new TargetEnvironment(settings.AllowProduction);
        Parts = new HostParts(Sites, Environment, Troubles);
        janitor = new Janitor(Troubles.Add);
        keeper = new LeaseKeeper(time);
        Desk = new OrderDesk(Sites, Environment, Troubles, keeper, janitor, time);
        listener = new ControlListener(settings, Desk, Troubles);
    }

    public SiteMap Sites { get; } = new();

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
    }
}
