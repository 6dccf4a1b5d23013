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

    public static AgentLink New(string socket) => new(socket, RandomNumberGenerator.GetHexString(64, lowercase: true))
    {
        SocketInTarget = socket,
        AgentFolderInTarget = AgentFolder,
    };

    /// <summary>What makes the agent enter a target that knows nothing of it.</summary>
    /// <exception cref="EnvironmentLacksException">The agent's files are missing; a hook that is not there would crash every target.</exception>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        var hook = Path.Combine(AgentFolder, HookFile);
        if (!File.Exists(hook))
        {
            throw new EnvironmentLacksException($"The agent is missing: {hook} is not there. Build or install ReefChaos again.");
        }

        return new Dictionary<string, string>
        {
            [AgentEnvironment.Socket] = SocketInTarget,
            [AgentEnvironment.Token] = Token,
            ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AgentFolderInTarget, HookFile),
        };
    }
}
