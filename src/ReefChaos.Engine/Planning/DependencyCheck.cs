using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether the target can reach each dependency, and each key means something.</summary>
internal static class DependencyCheck
{
    private static readonly DependencySpec Plain = new() { Env = "" };

    public static IEnumerable<PlanFinding> Check(Scenario scenario)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, spec) in scenario.Dependencies)
        {
            var path = $"dependencies/{name}";
            foreach (var finding in spec.IsContainer ? Container(name, spec) : Played(spec))
            {
                yield return finding with { Path = $"{path}/{finding.Path}".TrimEnd('/') };
            }

            if (!variables.TryAdd(spec.Env, name))
            {
                yield return new($"{path}/env", $"'{spec.Env}' tells where '{variables[spec.Env]}' is already; give each dependency a variable of its own");
            }
        }
    }

    private static IEnumerable<PlanFinding> Container(string name, DependencySpec spec)
    {
        if (spec.Port is null)
        {
            yield return new("", "the key 'port' is missing; a container needs it: the port that it listens on");
        }

        if (name == ContainerLabels.TargetName)
        {
            yield return new("", $"a container cannot be called '{name}', which is the target's own name in the network; give it another");
        }
    }

    private static IEnumerable<PlanFinding> Played(DependencySpec spec)
    {
        (string Key, bool Given)[] keys =
        [
            ("port", spec.Port is not null),
            ("limits", spec.Limits != Plain.Limits),
            ("args", spec.Args.Count > 0),
            ("value", spec.Value != Plain.Value),
        ];
        return keys.Where(k => k.Given).Select(k => new PlanFinding(k.Key, $"'{k.Key}' is for a container alone; leave it out, or give an image or a dockerfile"));
    }
}
