using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reporting;

/// <summary>Takes values of environment variables out of texts that came from the target, such as its last output.</summary>
/// <remarks>Values shorter than six characters are left: they are switches like <c>none</c>, and would tear words apart.</remarks>
internal sealed class Redactor(Scenario scenario)
{
    private const int ShortestSecret = 6;

    private readonly IReadOnlyList<string> values =
    [
        .. scenario.Target.Env.Values.Concat(scenario.Control.Env.Values)
            .Where(v => v.Trim().Length >= ShortestSecret).Distinct().OrderByDescending(v => v.Length),
    ];

    public string Redact(string text) => values.Aggregate(text, (t, value) => t.Replace(value, "***", StringComparison.Ordinal));
}
