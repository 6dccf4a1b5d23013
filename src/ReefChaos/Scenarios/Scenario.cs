using ReefChaos.Faults;

namespace ReefChaos.Scenarios;

/// <summary>What to break, under which load and limits, and what must hold.</summary>
public sealed record Scenario
{
    /// <summary>Names the run folder and the report: lower-case words joined by hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people: what goes wrong, and which defence should hold.</summary>
    public string Summary { get; init; } = "";

    public required TargetSpec Target { get; init; }

    /// <summary>Services that the target calls, played by the runner or in containers of their own, by name.</summary>
    public IReadOnlyDictionary<string, DependencySpec> Dependencies { get; init; } = new Dictionary<string, DependencySpec>();

    /// <summary>A ScenarioName of the load profile file, <c>nbomber-config.json</c>.</summary>
    public required string Load { get; init; }

    public PhaseLengths Phases { get; init; } = new();

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public required Slo Slo { get; init; }

    /// <summary>The same faults with the defences off: the proof that the faults bite.</summary>
    public required ControlSpec Control { get; init; }

    /// <summary>Ends an arm early, before more harm is done.</summary>
    public GuardSpec? Abort { get; init; }

    /// <summary>Every choice left to chance follows from it; null takes a new one, which is printed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How long an armed fault outlives a runner that no longer renews it.</summary>
    public Duration Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The beginning of a scenario in code, which <see cref="ScenarioWriting"/> goes on with. What is still missing when it is run is an error by name.</summary>
    /// <param name="name">Lower-case words joined by hyphens.</param>
    public static Scenario Named(string name, string summary = "") =>
        new() { Name = name, Summary = summary, Target = new TargetSpec(), Load = "", Slo = new Slo(), Control = new ControlSpec() };
}
