using System.Security.Cryptography;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>How the runner and one target's agent find and trust each other.</summary>
/// <param name="Socket">As the runner sees it.</param>
internal sealed record AgentLink(string Socket, string Token)
{
    private const string HookFile = "ReefChaos.Agent.dll";

    /// <summary>The agent's own files, as the runner sees them.</summary>
    public static string AgentFolder { get; } = Path.Combine(AppContext.BaseDirectory, "agent");

    /// <summary>As the target sees the socket; it may see another file system.</summary>
    public required string SocketInTarget { get; init; }

    public required string AgentFolderInTarget { get; init; }

    /// <summary>False where the runner itself puts the agent in.</summary>
    public bool EntersByHook { get; init; } = true;

    public static AgentLink New(string socket) => new(socket, RandomNumberGenerator.GetHexString(64, lowercase: true))
    {
        SocketInTarget = socket,
        AgentFolderInTarget = AgentFolder,
    };

    /// <summary>The agent's main file, as the runner sees it.</summary>
    /// <exception cref="EnvironmentLacksException">It is missing; a hook that is not there would crash every target.</exception>
    public static string HookPath()
    {
        var hook = Path.Combine(AgentFolder, HookFile);
        return File.Exists(hook) ? hook : throw new EnvironmentLacksException($"The agent is missing: {hook} is not there. Build or install ReefChaos again.");
    }

    /// <summary>What makes the agent enter a target that knows nothing of it.</summary>
    /// <exception cref="EnvironmentLacksException">The agent's files are missing.</exception>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        HookPath();
        return !EntersByHook ? [] : new Dictionary<string, string>
        {
            [AgentEnvironment.Socket] = SocketInTarget,
            [AgentEnvironment.Token] = Token,
            ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AgentFolderInTarget, HookFile),
        };
    }
}
