using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>Puts the agent into hosts of this process: from its own folder and in a load context of its own, as in any other target.</summary>
internal static class InProcessAgent
{
    private const string Entry = "ReefChaos.Agent.Hook.InProcessEntry";

    private static readonly Lazy<Func<object, string, string, string, bool, IDisposable>> Enter = new(Open);

    /// <returns>The agent of this host: to be disposed after it.</returns>
    /// <exception cref="EnvironmentLacksException">The agent's files are missing, or of another version.</exception>
    /// <exception cref="IOException">The agent cannot listen.</exception>
    public static IDisposable AddTo(IServiceCollection services, string environment, AgentLink link, bool allowProduction) =>
        Enter.Value(services, environment, link.Socket, link.Token, allowProduction);

    private static Func<object, string, string, string, bool, IDisposable> Open()
    {
        var open = new AssemblyLoadContext("ReefChaos.Agent entry").LoadFromAssemblyPath(AgentLink.HookPath()).GetType(Entry)?
            .GetMethod("Open", BindingFlags.Static | BindingFlags.Public)
            ?? throw new EnvironmentLacksException($"The agent in {AgentLink.AgentFolder} is of another version. Build or install ReefChaos again.");
        return (Func<object, string, string, string, bool, IDisposable>)open.Invoke(null, null)!;
    }
}
