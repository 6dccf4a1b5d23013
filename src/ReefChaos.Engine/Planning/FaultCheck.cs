using ReefChaos.Engine.Reading;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether each fault can act where and when it is told to.</summary>
internal static class FaultCheck
{
    /// <summary>The runtime's threshold for the large object heap.</summary>
    private const long LeastLargeObject = 85_000;

    private const long MostLeaked = 64L << 30;

    public static IEnumerable<PlanFinding> Check(Scenario scenario)
    {
        var locks = new HashSet<Site>();
        for (var i = 0; i < scenario.Faults.Count; i++)
        {
            var fault = scenario.Faults[i];
            var path = $"faults/{i}/{FaultCatalogue.NameOf(fault)}";
            IEnumerable<PlanFinding> findings =
            [
                .. Window(fault, scenario),
                .. SiteOf(fault, scenario),
                .. Leaked(fault),
                .. ContainerFaultCheck.Check(fault, scenario.Faults.Take(i), scenario),
            ];
            foreach (var finding in findings)
            {
                yield return finding with { Path = $"{path}/{finding.Path}" };
            }

            if (fault.At.Kind == SiteKind.Lock && !locks.Add(fault.At))
            {
                yield return new($"{path}/at", $"'{fault.At}' is held by a fault above already, and one of the two would only wait; keep one of them");
            }
        }
    }

    private static IEnumerable<PlanFinding> Window(Fault fault, Scenario scenario)
    {
        var phase = scenario.Phases.Fault;
        if (fault.After.Value >= phase.Value)
        {
            yield return new("after", $"the fault would begin {fault.After} into a fault phase of {phase}; begin earlier or lengthen phases.fault");
        }
        else if (fault.For is { } length && fault.After.Value + length.Value > phase.Value)
        {
            Duration end = fault.After.Value + length.Value;
            yield return new("for", $"the fault would end {end} into a fault phase of {phase}; shorten it, leave 'for' out, or lengthen phases.fault");
        }
    }

    private static IEnumerable<PlanFinding> SiteOf(Fault fault, Scenario scenario)
    {
        var sites = FaultCatalogue.SitesOf(fault.GetType());
        if (!sites.Contains(fault.At.Kind))
        {
            yield return new("at", $"{FaultCatalogue.NameOf(fault)} cannot act at '{fault.At}'; it acts at {string.Join(", ", sites.Select(Kebab.Of))}");
        }
        else if (Misnamed(fault.At, scenario) is { } message)
        {
            yield return new("at", message);
        }
    }

    private static string? Misnamed(Site site, Scenario scenario) => site.Kind switch
    {
        SiteKind.Dependency or SiteKind.Container when site.Name.Length > 0 => DependencyOf(site, scenario),
        SiteKind.Inbound when !site.Name.StartsWith('/') => $"'{site}' is no path; write inbound:/{site.Name}",
        SiteKind.Lock when site.Name.LastIndexOf('.') is var dot && (dot < 1 || dot == site.Name.Length - 1) =>
            $"'{site}' names no field; write lock:TYPE.FIELD, such as lock:Shop.Prices.gate",
        _ => null,
    };

    /// <summary>What the runner plays has no container, and what is in a container is not played by the runner.</summary>
    private static string? DependencyOf(Site site, Scenario scenario)
    {
        if (scenario.Dependencies.GetValueOrDefault(site.Name) is not { } dependency)
        {
            return $"no dependency '{site.Name}' is declared below 'dependencies'{Remedy(NearestName.Hint(site.Name, scenario.Dependencies.Keys))}";
        }

        var contained = dependency is not { Image: null, Dockerfile: null };
        return (site.Kind, contained) switch
        {
            (SiteKind.Container, false) => $"the runner plays '{site.Name}', so it has no container; write dependency:{site.Name}, or give it an image or a dockerfile",
            (SiteKind.Dependency, true) => $"'{site.Name}' is a container, which the runner does not play; write container:{site.Name}",
            _ => null,
        };
    }

    private static string Remedy(string hint) => hint.Length > 0 ? hint : "; add it there";

    private static IEnumerable<PlanFinding> Leaked(Fault fault)
    {
        if (fault is not LeakFault { Of: LeakKind.Managed or LeakKind.LargeObject or LeakKind.Native } leak)
        {
            yield break;
        }

        if (leak.Of == LeakKind.LargeObject && leak.Size.Bytes < LeastLargeObject)
        {
            yield return new("size", $"an item of {leak.Size} is no large object; give a size of at least {LeastLargeObject}B");
        }

        if ((double)leak.Cap * leak.Size.Bytes > MostLeaked)
        {
            yield return new("cap", $"{leak.Cap} items of {leak.Size} are more than {new ByteSize(MostLeaked)}, which is beyond any limit; lower the cap or the size");
        }
    }
}
