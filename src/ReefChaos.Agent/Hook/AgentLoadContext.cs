using System.Reflection;
using System.Runtime.Loader;

namespace ReefChaos.Agent.Hook;

/// <summary>
/// Has its own copies of what travels with the agent. <c>ReefChaos</c> is the app's where the app has one, since its fault
/// points are static; the shared frameworks are the app's always.
/// </summary>
internal sealed class AgentLoadContext(string agentFile) : AssemblyLoadContext("ReefChaos.Agent")
{
    private readonly string folder = Path.GetDirectoryName(agentFile)!;

    /// <summary>A static method of the agent as it is loaded again, in a new context.</summary>
    public static MethodInfo MethodOfAgent(string name)
    {
        var file = typeof(AgentLoadContext).Assembly.Location;
        return new AgentLoadContext(file).LoadFromAssemblyPath(file)
            .GetType(typeof(AgentHost).FullName!, throwOnError: true)!
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == "ReefChaos" && AppCopy(assemblyName) is { } shared)
        {
            return shared;
        }

        return assemblyName.Name is "ReefChaos" or "ReefChaos.Agent" or "Polly.Core"
            ? LoadFromAssemblyPath(Path.Combine(folder, assemblyName.Name + ".dll"))
            : null;
    }

    /// <summary>A copy of another version would not know our words; fault points can't be reached then.</summary>
    private static Assembly? AppCopy(AssemblyName wanted)
    {
        try
        {
            var copy = Default.LoadFromAssemblyName(new AssemblyName(wanted.Name!));
            return copy.GetName().Version == wanted.Version ? copy : null;
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }
}
