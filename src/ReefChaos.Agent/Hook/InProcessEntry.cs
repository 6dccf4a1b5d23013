namespace ReefChaos.Agent.Hook;

/// <summary>Where a runner enters hosts of its own process, each with an agent of its own.</summary>
/// <remarks>As in the startup hook, this part touches the base class library alone, and all else is loaded again in a context of its own.</remarks>
internal static class InProcessEntry
{
    /// <summary>Called by reflection, once for a process: its hosts share the fault points.</summary>
    /// <returns>As <see cref="AgentHost.EnterHost"/>.</returns>
    public static Func<object, string, string, string, bool, IDisposable> Open() =>
        AgentLoadContext.MethodOfAgent(nameof(AgentHost.EnterHost)).CreateDelegate<Func<object, string, string, string, bool, IDisposable>>();
}
