using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running;

/// <summary>The environment variables that the runner gives a target.</summary>
internal static class TargetEnvironment
{
    /// <summary>Goes over what the scenario gives its target. Later ones win: nothing outranks the link to the agent.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        Scenario scenario, Arm arm, IEnumerable<IReadOnlyDictionary<string, string>> dependencies, AgentLink link, DiagnosticLink? diagnostics)
    {
        var env = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in dependencies.SelectMany(d => d)
            .Concat(arm == Arm.Control ? scenario.Control.Env : new Dictionary<string, string>())
            .Concat(link.Environment()))
        {
            env[name] = value;
        }

        var ports = env.GetValueOrDefault(DiagnosticLink.Variable) ?? scenario.Target.Env.GetValueOrDefault(DiagnosticLink.Variable);
        foreach (var (name, value) in diagnostics?.Environment(ports) ?? [])
        {
            env[name] = value;
        }

        return env;
    }
}
