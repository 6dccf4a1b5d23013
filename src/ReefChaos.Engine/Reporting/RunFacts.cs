using System.Globalization;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

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
            ("limits", Limits(run.Scenario.Target.Limits)),
            ("rung", target?.Rung ?? Format.Nothing),
            ("enforced", target?.Enforced ?? Format.Nothing),
            .. run.Verdict.Arms.OrderBy(a => a.Key).Select(a => (
                $"{Kebab.Of(a.Key)} requests",
                $"{Format.Count(a.Value.Requests)}, {Format.Count(a.Value.Failures.Values.Sum())} failed{Kinds(a.Value.Failures)}")),
            .. run.Verdict.Arms.OrderBy(a => a.Key).Where(a => a.Value.Injections.Count > 0).Select(a => (
                $"{Kebab.Of(a.Key)} injections",
                string.Join(", ", a.Value.Injections.Select(i => $"{i.Key} {Format.Count(i.Value)}")))),
            .. run.Verdict.Arms.OrderBy(a => a.Key).Where(a => a.Value.Generator is not null).Select(a => (
                $"{Kebab.Of(a.Key)} generator lateness", $"p99 {Format.Duration(a.Value.Generator!.LatenessP99Ms / 1000)}")),
        ];
    }

    public static IReadOnlyList<string> Troubles(RunResult run)
    {
        var redactor = new Redactor(run.Scenario);
        return [.. run.Verdict.Arms.OrderBy(a => a.Key).SelectMany(a => a.Value.Troubles.Select(t => redactor.Redact($"{Kebab.Of(a.Key)}: {t}")))];
    }

    /// <summary>How long the arms ran, in seconds; preparing the target is left out.</summary>
    public static double Seconds(RunResult run) =>
        run.Histories.Values.Sum(h => Math.Max(0, h.Of<ArmEnded>().FirstOrDefault()?.At ?? (h.Entries.Count > 0 ? h.Entries[^1].At : 0)));

    private static string Kinds(IReadOnlyDictionary<string, long> failures) => failures.Count == 0
        ? ""
        : $" ({string.Join(", ", failures.Select(f => $"{f.Key} {Format.Count(f.Value)}"))})";

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
