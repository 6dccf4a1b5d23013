namespace ReefChaos.Torture.Rounds;

/// <summary>The scenario of a round: one arm of the sample shop, with short phases and the shortest lease that is of use.</summary>
internal static class ScenarioFile
{
    public const string Name = "tortured";

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(3);

    public static string Write(string folder, RoundPlan plan, string project, int port, string? payments)
    {
        var dependencies = payments is null
            ? """
              dependencies:
                payments: { stub: { status: 200, body: '{"approved":true}' }, env: Shop__Payments__Url }
              """
            : "";
        var path = Path.Combine(folder, $"{Name}.yaml");
        File.WriteAllText(path, $$"""
            scenario: {{Name}}
            target:
              project: {{project}}
              limits: { cpus: 1, memory: 512MiB }
              ready: { path: /health }
              port: {{port}}
              env: { {{(plan.Defended ? "TORTURE: none" : "Shop__Defenses: none")}}{{(payments is null ? "" : $", Shop__Payments__Url: \"{payments}\"")}} }
            {{dependencies}}
            load: checkout
            phases: { warmup: 1s, baseline: 3s, fault: 6s, recovery: 1s, extension: 2s }
            faults:
              - {{plan.Failure.Fault}}
            slo:
              availability: ">= 95%"
            control: { none: What the tool does with its own troubles is looked at here. }
            lease: {{(int)Lease.TotalSeconds}}s
            seed: 7
            """);
        return path;
    }
}
