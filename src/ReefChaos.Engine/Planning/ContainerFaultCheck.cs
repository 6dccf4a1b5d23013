using System.Globalization;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether a container fault can be performed and, above all, undone.</summary>
internal static class ContainerFaultCheck
{
    /// <param name="above">The faults that stand before it in the file.</param>
    public static IEnumerable<PlanFinding> Check(Fault fault, IEnumerable<Fault> above, Scenario scenario)
    {
        var acts = fault.At.Kind == SiteKind.Container && FaultCatalogue.SitesOf(fault.GetType()).Contains(SiteKind.Container);
        PlanFinding?[] findings = acts ? [Share(fault), Squeeze(fault, scenario), Clash(fault, above, scenario.Phases.Fault)] : [];
        return findings.OfType<PlanFinding>();
    }

    private static PlanFinding? Share(Fault fault) => fault switch
    {
        PacketLossFault when fault.Rate == Ratio.One => new("rate", "a loss of every packet is a partition; give a rate below 100%, or use partition"),
        not PacketLossFault when fault.Rate != Ratio.One =>
            new("rate", $"{FaultCatalogue.NameOf(fault)} acts on the whole container, so it has no rate; leave it out"),
        _ => null,
    };

    private static PlanFinding? Squeeze(Fault fault, Scenario scenario)
    {
        var (limits, owner) = fault.At.Name.Length == 0
            ? (scenario.Target.Limits, "target")
            : (scenario.Dependencies.GetValueOrDefault(fault.At.Name)?.Limits, $"dependencies.{fault.At.Name}");
        return (fault, limits) switch
        {
            (CpuSqueezeFault squeeze, not null) => Squeeze("cpus", squeeze.Cpus, limits.Cpus, Text(limits.Cpus), owner),
            (MemorySqueezeFault squeeze, not null) => Squeeze("memory", squeeze.Memory.Bytes, limits.Memory?.Bytes, $"{limits.Memory}", owner),
            _ => null,
        };
    }

    private static PlanFinding? Squeeze(string key, double to, double? limit, string limitText, string owner) => limit switch
    {
        null => new(key, $"the container has no limit that could be restored; add {key} to {owner}.limits"),
        _ when to >= limit => new(key, $"this is no squeeze of a container that is limited to {limitText}; give less"),
        _ => null,
    };

    /// <summary>One that ends would undo the other, and a container that starts again has lost what was done to its processes.</summary>
    private static PlanFinding? Clash(Fault fault, IEnumerable<Fault> above, Duration phase)
    {
        var sharing = above.Where(a => a.At == fault.At && Overlap(a, fault, phase)).ToList();
        var name = FaultCatalogue.NameOf(fault);
        if (sharing.Any(a => a.GetType() == fault.GetType()))
        {
            return new("at", $"a {name} above acts at '{fault.At}' at the same time, and the one that ends first would end both; keep one of them");
        }

        return sharing.FirstOrDefault(a => a is KillFault || fault is KillFault) is { } other
            ? new("at", $"{FaultCatalogue.NameOf(other)} above acts at '{fault.At}' at the same time as {name}, and a container that starts again has lost it; "
                + "set them apart with 'after' and 'for'")
            : null;
    }

    private static bool Overlap(Fault one, Fault other, Duration phase) => one.After.Value < End(other, phase) && other.After.Value < End(one, phase);

    private static TimeSpan End(Fault fault, Duration phase) => fault.For is { } length ? fault.After.Value + length.Value : phase.Value;

    private static string Text(double? cores) => cores?.ToString(CultureInfo.InvariantCulture) ?? "";
}
