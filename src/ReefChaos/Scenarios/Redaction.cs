using System.Text.RegularExpressions;
using ReefChaos.Plans;

namespace ReefChaos.Scenarios;

/// <summary>
/// Values of environment variables, arguments, request headers and bodies, data feeds, and parts of addresses may be secrets: what is
/// written to disk says only that they are there.
/// </summary>
public static partial class Redaction
{
    public const string Hidden = "***";

    public static Scenario WithoutSecrets(this Scenario scenario) => scenario with
    {
        Target = scenario.Target with { Env = Hide(scenario.Target.Env), Args = Hide(scenario.Target.Args) },
        Control = scenario.Control with { Env = Hide(scenario.Control.Env) },
        Dependencies = scenario.Dependencies.ToDictionary(d => d.Key, d => Hide(d.Value)),
    };

    public static Plan WithoutSecrets(this Plan plan) => plan with
    {
        Load = plan.Load with
        {
            Journeys = [.. plan.Load.Journeys.Select(j => j with { Steps = [.. j.Steps.Select(Hide)] })],
            Feeds = [.. plan.Load.Feeds.Select(f => f with { Rows = [] })],
        },
    };

    private static DependencySpec Hide(DependencySpec dependency) => dependency with
    {
        Proxy = dependency.Proxy is { } address ? HideParts(address) : null,
        Stub = dependency.Stub is { } stub ? stub with { Body = Hidden } : null,
        Args = Hide(dependency.Args),
        Value = Hidden,
    };

    private static RequestTemplate Hide(RequestTemplate step) => step with
    {
        Path = HideParts(step.Path),
        Headers = Hide(step.Headers),
        Body = step.Body is null ? null : Hidden,
        Checks = [.. step.Checks.Select(c => c with { Text = Hidden })],
    };

    private static Dictionary<string, string> Hide(IReadOnlyDictionary<string, string> values) => values.Keys.ToDictionary(k => k, _ => Hidden);

    private static IReadOnlyList<string> Hide(IReadOnlyList<string> values) => [.. values.Select(_ => Hidden)];

    /// <summary>Who asks, and what for, are the parts of an address that may be secret.</summary>
    private static string HideParts(string address) => Asker().Replace(Query().Replace(address, $"?{Hidden}"), $"//{Hidden}@");

    [GeneratedRegex(@"//[^/?#]*@")]
    private static partial Regex Asker();

    [GeneratedRegex(@"\?.*$", RegexOptions.Singleline)]
    private static partial Regex Query();
}
