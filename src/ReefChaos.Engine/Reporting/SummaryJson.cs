using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>For programs: every figure of every run.</summary>
public static class SummaryJson
{
    private const int SignificantDigits = 6;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The JSON Schema of <see cref="Text"/>.</summary>
    public static string Schema()
    {
        using var stream = typeof(SummaryJson).Assembly.GetManifestResourceStream("summary.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static string Text(IReadOnlyList<RunResult> runs) =>
        JsonSerializer.Serialize(new SummaryDocument(1, [.. runs.Select(Run)]), Options) + "\n";

    private static SummaryRun Run(RunResult run)
    {
        var redactor = run.Redactor;
        var target = run.Verdict.Arms.Values.Select(a => a.Target).FirstOrDefault(t => t is not null);
        var limits = run.Scenario.Target.Limits;
        return new SummaryRun(
            run.Scenario.Name,
            run.Verdict.Kind,
            redactor.Redact(run.Verdict.Reason),
            run.Verdict.Code,
            run.Plan.Seed,
            target?.Kind,
            new SummaryLimits(target?.Rung, target?.Enforced, limits.Cpus, limits.Memory?.ToString(), target?.Runtime?.Processors, target?.Runtime?.HeapLimitBytes),
            new SummaryLoad(run.Plan.Load.Name, run.Plan.Load.HasClosed),
            run.Verdict.Arms.OrderBy(a => a.Key).ToDictionary(a => Kebab.Of(a.Key), a => ArmOf(a.Value, redactor)),
            Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Folder)));
    }

    private static SummaryArm ArmOf(ArmFindings arm, Redactor redactor) => new(
        [.. arm.Objectives.Select(o => ObjectiveOf(o, redactor))],
        [.. arm.Baseline.Select(o => ObjectiveOf(o, redactor))],
        arm.Injections.Values.Sum(),
        arm.Injections,
        arm.Requests,
        arm.Failures,
        arm.Generator is { } g
            ? new(Finite(g.LatenessP50Ms) ?? 0, Finite(g.LatenessP99Ms) ?? 0, Finite(g.LatenessMaxMs) ?? 0, Finite(g.CpuShare) ?? 0, Finite(g.GcPauseMs) ?? 0, g.Healthy, g.Note)
            : null,
        arm.Target?.ExitCode,
        [.. arm.Troubles.Select(redactor.Redact)],
        arm.Precursors,
        arm.Target is { } target ? TargetOf(target) : null,
        arm.FromSend is { } send ? new(Finite(send.P50Ms) ?? 0, Finite(send.P99Ms) ?? 0) : null,
        arm.Cause is { } cause ? redactor.Redact(cause) with { PauseMs = Finite(cause.PauseMs) ?? 0 } : null);

    private static SummaryTarget TargetOf(TargetFindings target) => new(
        Finite(target.StartSeconds),
        target.Program,
        target.Sees,
        target.Mismatches,
        target.BlindSpots,
        target.Runtime,
        target.Use is { } u
            ? new(Finite(u.ThrottledShare), Finite(u.ThrottledSeconds), u.MemoryLimitBytes, u.MemoryHighBytes, u.MemoryPeakBytes)
            : null,
        target.Restarts,
        target.ExitCause,
        target.Ends);

    private static SummaryObjective ObjectiveOf(ObjectiveResult o, Redactor redactor) =>
        new(o.Name, o.Target, Finite(o.Value), Finite(o.Low), Finite(o.High), o.Result, redactor.Redact(o.Note));

    /// <summary>Rounded, since digits beyond are noise that differs between machines; JSON has no infinity.</summary>
    private static double? Finite(double? value)
    {
        if (value is not { } number || !double.IsFinite(number) || number == 0)
        {
            return value is 0 ? 0 : null;
        }

        return double.Parse(
            number.ToString($"E{SignificantDigits - 1}", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture);
    }
}
