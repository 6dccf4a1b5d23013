using System.Security.Cryptography;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>How the runner and one target's agent find and trust each other.</summary>
internal sealed record AgentLink(string Socket, string Token)
{
    private const string HookFile = "agent/ReefChaos.Agent.dll";

    public static AgentLink New(RunnerFolder folder) => new(
        folder.SocketPath($"agent-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.sock"),
        RandomNumberGenerator.GetHexString(64, lowercase: true));

    /// <summary>What makes the agent enter a target that knows nothing of it.</summary>
    /// <exception cref="EnvironmentLacksException">The agent's files are missing; a hook that is not there would crash every target.</exception>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        var hook = Path.Combine(AppContext.BaseDirectory, HookFile);
        if (!File.Exists(hook))
        {
            throw new EnvironmentLacksException($"The agent is missing: {hook} is not there. Build or install ReefChaos again.");
        }

        return new Dictionary<string, string>
        {
            [AgentEnvironment.Socket] = Socket,
            [AgentEnvironment.Token] = Token,
            ["DOTNET_STARTUP_HOOKS"] = hook,
        };
    }
}
