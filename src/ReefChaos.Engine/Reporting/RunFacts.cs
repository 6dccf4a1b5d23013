using System.Globalization;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>What a reader needs to repeat a run and to weigh it.</summary>
internal static class RunFacts
{
    public static IReadOnlyList<(string Name, string Value)> Of(RunResult run)
    {
        var target = run.Verdict.Arms.Values.Select(a => a.Target).FirstOrDefault(t => t is not null);
        return
        [
            ("seed", run.Plan.Seed.ToString(CultureInfo.InvariantCulture)),
            ("target", target?.Kind ?? Format.Nothing),
            ("load", Load(run.Plan.Load)),
            ("limits", Limits(run.Scenario.Target.Limits)),
            ("rung", target?.Rung ?? Format.Nothing),
            ("enforced", target?.Enforced ?? Format.Nothing),
            .. target?.Program is { } program ? [("program", $"{program.EntryAssembly} on .NET {program.Version}, {program.Architecture}")] : Array.Empty<(string, string)>(),
            .. run.Verdict.Arms.OrderBy(a => a.Key).Select(a => a.Value.Target?.Sees).Where(s => !string.IsNullOrEmpty(s)).Take(1).Select(s => ("runtime", s!)),
            .. PerArm(run, "memory", a => LimitWords.Memory(a.Target?.Use)),
            .. PerArm(run, "throttled", a => LimitWords.Throttling(a.Target?.Use)),
            .. PerArm(run, "restarts", a => a.Target is { Restarts: > 0 and var restarts } ? Format.Count(restarts) : null),
            .. PerArm(run, "requests", a => $"{Format.Count(a.Requests)}, {Format.Count(a.Failures.Values.Sum())} failed{Kinds(a.Failures)}"),
            .. PerArm(run, "injections", a => a.Injections.Count > 0 ? string.Join(", ", a.Injections.Select(i => $"{i.Key} {Format.Count(i.Value)}")) : null),
            .. PerArm(run, "latency from send", a => a.FromSend is { } send ? $"p50 {Ms(send.P50Ms)}, p99 {Ms(send.P99Ms)}" : null),
            .. run.Verdict.Arms.Values.Select(a => a.Generator?.Driver).Where(d => !string.IsNullOrEmpty(d)).Take(1).Select(d => ("load driver", d!)),
            .. PerArm(run, "generator", a => a.Generator is { } g
                ? string.Create(CultureInfo.InvariantCulture,
                    $"late by p50 {Ms(g.LatenessP50Ms)}, p99 {Ms(g.LatenessP99Ms)}, at most {Ms(g.LatenessMaxMs)}; {g.CpuShare:0.00} cores; garbage collection {Ms(g.GcPauseMs)}{Scatter(g)}")
                : null),
        ];
    }

    public static IReadOnlyList<string> Troubles(RunResult run) =>
        [.. run.Verdict.Arms.OrderBy(a => a.Key).SelectMany(a => a.Value.Troubles.Select(t => run.Redactor.Redact($"{Kebab.Of(a.Key)}: {t}")))];

    /// <summary>How long the arms ran, in seconds; preparing the target is left out.</summary>
    public static double Seconds(RunResult run) =>
        run.Histories.Values.Sum(h => Math.Max(0, h.Of<ArmEnded>().FirstOrDefault()?.At ?? (h.Entries.Count > 0 ? h.Entries[^1].At : 0)));

    /// <param name="value">Null leaves the arm out.</param>
    private static IEnumerable<(string Name, string Value)> PerArm(RunResult run, string name, Func<ArmFindings, string?> value) =>
        from arm in run.Verdict.Arms
        orderby arm.Key
        let text = value(arm.Value)
        where text is not null
        select ($"{Kebab.Of(arm.Key)} {name}", text);

    private static string Scatter(GeneratorFindings generator) =>
        generator.ScatterMs > 0 ? $"; starts are scattered over {Ms(generator.ScatterMs)} on purpose" : "";

    private static string Kinds(IReadOnlyDictionary<string, long> failures) => failures.Count == 0
        ? ""
        : $" ({string.Join(", ", failures.Select(f => $"{f.Key} {Format.Count(f.Value)}"))})";

    private static string Ms(double milliseconds) => Format.Duration(milliseconds / 1000);

    private static string Load(LoadProfile profile) => profile.HasClosed
        ? $"{profile.Name}, a closed loop: the target sets the pace, so that a stall hides part of itself"
        : $"{profile.Name}, an open loop";

    private static string Limits(LimitsSpec limits)
    {
        var given = new[]
        {
            limits.Cpus is { } cpus ? string.Create(CultureInfo.InvariantCulture, $"{cpus} CPU") : null,
            limits.Memory is { } memory ? memory.ToString() : null,
        }.OfType<string>().ToList();
        return given.Count == 0 ? "none" : string.Join(", ", given);
    }
}
