using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>What a run in-process leaves unlimited and unseen, so that a reader does not take it for checked.</summary>
internal static class InProcessLimits
{
    public static readonly (string Rung, string Enforced) None = (NoLimitRung.RungName, "nothing: the target shares the process of its test");

    public static IReadOnlyList<string> BlindSpots(TargetSpec spec) =>
    [
        .. Asked(spec.Limits) is { Length: > 0 } asked ? [$"in-process {asked} not limited"] : Array.Empty<string>(),
        "in-process the target's own memory, threads, processor time and garbage collection are not observed",
        "in-process the cause of a failure is not looked for, as the target's threads and objects cannot be told from the test's",
        "in-process the thread pool, the heap and static fields, with the locks in them, are shared with all of the test's process",
        "in-process the scenario's environment variables are keys of the host's configuration only",
    ];

    private static string Asked(LimitsSpec limits) => (limits.Cpus, limits.Memory) switch
    {
        (null, null) => "",
        (not null, null) => "target.limits.cpus is",
        (null, not null) => "target.limits.memory is",
        _ => "target.limits.cpus and target.limits.memory are",
    };
}
