using ReefChaos.Plans;

namespace ReefChaos.Scenarios;

/// <summary>Values of environment variables, request headers and data feeds may be secrets: what is written to disk has their names alone.</summary>
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
        Load = plan.Load with
        {
            Journeys = [.. plan.Load.Journeys.Select(j => j with { Steps = [.. j.Steps.Select(s => s with { Headers = Hide(s.Headers) })] })],
            Feeds = [.. plan.Load.Feeds.Select(f => f with { Rows = [] })],
        },
    };

    private static Dictionary<string, string> Hide(IReadOnlyDictionary<string, string> values) => values.Keys.ToDictionary(k => k, _ => Hidden);
}
