using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>What a scenario needs to run in, and what it gets.</summary>
/// <param name="Why">The reason for a container; of no meaning where none is needed.</param>
internal sealed record PlatformNeed(bool TargetInContainer, bool DependenciesInContainers, string Why)
{
    public bool Engine => TargetInContainer || DependenciesInContainers;

    public static PlatformNeed Of(Scenario scenario)
    {
        var why = scenario.Target.Project is null ? "its target is an image"
            : scenario.Faults.FirstOrDefault(f => f.At is { Kind: SiteKind.Container, Name: "" }) is { } fault ? $"the fault {FaultCatalogue.NameOf(fault)} acts at the target's container"
            : null;
        var dependency = scenario.Dependencies.FirstOrDefault(d => d.Value.IsContainer).Key;
        return new PlatformNeed(why is not null, dependency is not null, why ?? $"its dependency '{dependency}' is a container");
    }

    /// <summary>Whether the target runs in a container.</summary>
    /// <param name="lack">Null where an engine answers.</param>
    /// <exception cref="InvalidInputException">The choice contradicts the scenario.</exception>
    /// <exception cref="EnvironmentLacksException">An engine is needed, and there is none.</exception>
    public bool Decide(TargetChoice choice, string scenario, Lack? lack)
    {
        if (choice == TargetChoice.Process && TargetInContainer)
        {
            throw new InvalidInputException([new Problem($"scenario {scenario}", 0, 0, $"{Why}, so it cannot run with --target process; take auto or container")]);
        }

        if (lack is not null && (Engine || choice == TargetChoice.Container))
        {
            var reason = Engine ? $"The scenario '{scenario}' needs a container engine, as {Why}" : "--target container needs a container engine";
            throw new EnvironmentLacksException($"{reason}: {lack}.");
        }

        return TargetInContainer || choice == TargetChoice.Container || (choice == TargetChoice.Auto && lack is null);
    }
}
