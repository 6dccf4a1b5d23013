using ReefChaos.Wire;

namespace ReefChaos.Agent.Hook;

internal sealed record AgentSettings(string Socket, string Token, bool AllowProduction)
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>
    /// Null where the runner did not ask for an agent. What only this process may have is taken out of the environment, so
    /// that its child processes neither start with the hook nor know the token.
    /// </summary>
    public static AgentSettings? TakeFromEnvironment()
    {
        var socket = Environment.GetEnvironmentVariable(AgentEnvironment.Socket);
        var token = Environment.GetEnvironmentVariable(AgentEnvironment.Token);
        if (string.IsNullOrEmpty(socket) || string.IsNullOrEmpty(token))
        {
            return null;
        }

        Environment.SetEnvironmentVariable(AgentEnvironment.Token, null);
        Environment.SetEnvironmentVariable(Hooks, WithoutOurs(Environment.GetEnvironmentVariable(Hooks)));
        return new AgentSettings(socket, token, Environment.GetEnvironmentVariable(AgentEnvironment.AllowProduction) == "1");
    }

    /// <summary>Hooks of other tools stay; null when none is left.</summary>
    internal static string? WithoutOurs(string? hooks)
    {
        var ours = typeof(AgentSettings).Assembly.GetName().Name!;
        var others = (hooks ?? "").Split(Path.PathSeparator)
            .Where(h => h.Length > 0 && !string.Equals(Path.GetFileNameWithoutExtension(h), ours, StringComparison.Ordinal) && h != ours);
        return string.Join(Path.PathSeparator, others) is { Length: > 0 } left ? left : null;
    }
}
