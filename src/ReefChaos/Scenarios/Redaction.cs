namespace ReefChaos.Scenarios;

/// <summary>Environment values may be secrets: what is written to disk names the variables and hides their values.</summary>
public static class Redaction
{
    public const string Hidden = "***";

    public static Scenario WithoutEnvironmentValues(this Scenario scenario) => scenario with
    {
        Target = scenario.Target with { Env = Hide(scenario.Target.Env) },
        Control = scenario.Control with { Env = Hide(scenario.Control.Env) },
    };

    private static Dictionary<string, string> Hide(IReadOnlyDictionary<string, string> env) => env.Keys.ToDictionary(k => k, _ => Hidden);
}
