using System.Globalization;
using ReefChaos.Histories;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>Whether the load generator kept its schedule well enough for its latencies to be the target's.</summary>
internal static class GeneratorHealth
{
    public static GeneratorFindings? Of(GeneratorReport? report, Slo slo)
    {
        if (report is null)
        {
            return null;
        }

        var note = Complaint(report, AllowedLatenessMs(slo, report.ScatterMs));
        return new GeneratorFindings(
            report.LatenessP50Ms, report.LatenessP99Ms, report.LatenessMaxMs, report.CpuShare, report.GcPauseMs, Healthy: note.Length == 0, note)
        {
            ScatterMs = report.ScatterMs,
            Driver = report.Driver,
        };
    }

    /// <summary>Lateness is part of every latency: it must stay small beside the smallest bound. What is scattered on purpose is no part of one.</summary>
    private static double AllowedLatenessMs(Slo slo, double scatterMs)
    {
        var smallest = slo.Latency?.Values.Select(b => b.Value.Value.TotalMilliseconds).DefaultIfEmpty(0).Min() ?? 0;
        return scatterMs + Math.Max(Thresholds.LatenessMs, Thresholds.LatenessShareOfObjective * smallest);
    }

    private static string Complaint(GeneratorReport report, double allowedMs)
    {
        if (report.Unsent > Thresholds.UnsentShare * report.Due)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it left {report.Unsent} of {report.Due} requests unsent");
        }

        // Written so that a figure that is no number is a complaint too.
        if (!(report.LatenessP99Ms <= allowedMs))
        {
            return string.Create(CultureInfo.InvariantCulture, $"it was {report.LatenessP99Ms:0.#} ms late at p99, more than {allowedMs:0.#} ms");
        }

        if (!(report.CpuShare <= Thresholds.GeneratorCpuShare * report.Cores))
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"it used {report.CpuShare:0.##} of the {report.Cores} cores that it can use, and so may have measured itself; spread the load with --load-workers");
        }

        var share = report.GcPauseMs / 1000 / Math.Max(1, report.At);
        return share <= Thresholds.GeneratorGcShare
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"its garbage collector held it up for {share:0.#%} of the time");
    }
}
