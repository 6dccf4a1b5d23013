using ReefChaos.Agent;
using ReefChaos.Agent.Hook;

/// <summary>Where the runtime enters by <c>DOTNET_STARTUP_HOOKS</c>, before the app's Main; the name is the runtime's.</summary>
/// <remarks>
/// Only this part runs among the app's own assemblies. It touches the base class library alone; all else is loaded
/// again in a context of its own, so that the app keeps its own Polly.
/// </remarks>
#pragma warning disable CA1050 // The runtime looks for it outside any namespace.
internal static class StartupHook
{
    public static void Initialize()
    {
        try
        {
            if (AgentSettings.TakeFromEnvironment() is { } settings && EntryMark.TrySet())
            {
                AgentLoadContext.MethodOfAgent(nameof(AgentHost.Enter)).Invoke(null, [settings.Socket, settings.Token, settings.AllowProduction]);
            }
        }
        catch (Exception e)
        {
            // The target must start, with or without us; the runner will miss the agent and show this line.
            Console.Error.WriteLine($"ReefChaos.Agent stays out: {e}");
        }
    }
}
