using ReefChaos.Plans;

namespace ReefChaos.Scenarios;

/// <summary>Values of environment variables and of request headers may be secrets: what is written to disk has their names alone.</summary>
public static class Redaction
{
    public const string Hidden = "***";

    public static Scenario WithoutSecrets(this Scenario scenario) => scenario with
    {
        Target = scenario.Target with { Env = Hide(scenario.Target.Env) },
        Control = scenario.Control with { Env = Hide(scenario.Control.Env) },
    };

    public static Plan WithoutSecrets(this Plan plan) => plan with
    {
        Load = plan.Load with { Requests = [.. plan.Load.Requests.Select(r => r with { Headers = Hide(r.Headers) })] },
    };

    private static Dictionary<string, string> Hide(IReadOnlyDictionary<string, string> values) => values.Keys.ToDictionary(k => k, _ => Hidden);
}
