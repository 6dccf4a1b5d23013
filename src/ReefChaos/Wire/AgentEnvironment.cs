namespace ReefChaos.Wire;

/// <summary>The environment variables by which the runner and the agent find each other.</summary>
public static class AgentEnvironment
{
    public const int ProtocolVersion = 1;

    /// <summary>Path of the Unix socket on which the agent listens.</summary>
    public const string Socket = "REEFCHAOS_AGENT_SOCKET";

    /// <summary>Random for each run.</summary>
    public const string Token = "REEFCHAOS_AGENT_TOKEN";

    /// <summary>Must be <c>1</c> for the agent to arm anything where the environment is Production.</summary>
    public const string AllowProduction = "REEFCHAOS_ALLOW_PRODUCTION";

    /// <summary>Process id and start time of the runner that owns this process: <c>PID:START</c>.</summary>
    public const string Owner = "REEFCHAOS_OWNER";
}
