using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Judging;

namespace ReefChaos.Tests.Engine.Reporting;

/// <summary>One run of each verdict, the same on every machine, with texts that try to break out of every format.</summary>
internal static class StableRuns
{
    public const string Secret = "Host=db;Password=hunter2";

    public static IReadOnlyList<RunResult> All => [Held(), Broken(), Inconclusive()];

    public static RunResult Held()
    {
        var planted = Named("missing-timeout", "The payment provider accepts connections and never answers.");
        planted.Defended.Started = planted.Defended.Started! with { Program = new RuntimeProgram("10.0.12", "x64", "ReefChaos.Shop") };
        planted.Defended.Second = s => new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => (s is >= 6 and < 14 ? 42.0 : 12) + i % 7 * (1 + s % 3))]);
        planted.Control!.Second = s => s is >= 6 and < 14
            ? new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => i < 12 ? 15.0 + i : 4000)], Failures: 28)
            : PlantedArm.Calm;
        planted.Defended.More.AddRange(Enumerable.Range(0, 18).SelectMany(s => Looks(s, percent: 40)));
        planted.Defended.More.Add(new TargetExited(137, ExitCause.KilledByUs, "", "kill-2") { At = 8 });
        planted.Defended.More.Add(new TargetRestarted(18, 1.25) { At = 9.25 });
        return Run(planted);
    }

    private static RunResult Broken()
    {
        var planted = Named("leak", "Keeps <b>every</b> response | until the limit.");
        planted.Defended.Second = s => s < 8 ? PlantedArm.Calm : new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => 80.0 * (s - 7) + i)], s > 10 ? 9 : 0);
        planted.Defended.CutAt = 12.6;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 12.7 };
        planted.Defended.More.Add(new TargetExited(137, ExitCause.OutOfMemory, "Killed") { At = 12.5 });
        planted.Defended.Started = planted.Defended.Started! with { Runtime = new RuntimeFacts(4, 300L << 20, 4, ServerGc: true, 100, 32_767) };
        planted.Defended.More.AddRange(Enumerable.Range(0, 12).SelectMany(s => Looks(s, percent: Math.Min(98, 50 + 5 * s))));
        planted.Defended.More.AddRange(Enumerable.Range(0, 12).Select(s => new RuntimeSecond(
            (40L + 12 * s) << 20, s < 2 ? null : (20L + 12 * s) << 20, 8 << 20, [2, 1, 1], 0.01 * s, s, s % 3, 8, s, 0)
        {
            At = s + 0.3,
        }));
        planted.Defended.More.Add(new Trouble("target", $"\u001b[31m<script>alert('{Secret}')</script>\u0000 | `x` & \ud800", Fatal: true) { At = 12.55 });
        return Run(planted);
    }

    private static Entry[] Looks(int second, int percent) =>
    [
        new LimitSample(
            new MemoryUse(percent * (256L << 20) / 100, 256L << 20, 255L << 20), new CpuThrottling(20 + 10 * second, 10 + 3 * second, 1 + 0.2 * second)) { At = second + 0.25 },
        new RuntimeSample(percent * 2_000_000L, 300L << 20, 0.05 * second, 8 * second, 12) { At = second + 0.27 },
    ];

    private static RunResult Inconclusive()
    {
        var planted = Named("native-hang", "");
        planted.Control = null;
        planted.Defended.Second = s => PlantedSecond.Of(40, 30 + s, failures: s is 7 or 9 or 12 ? 5 : 0);
        return Run(planted);
    }

    private static Planted Named(string name, string summary)
    {
        var planted = new Planted();
        planted.Scenario = planted.Scenario with
        {
            Name = name,
            Summary = summary,
            Target = planted.Scenario.Target with
            {
                Limits = new LimitsSpec { Cpus = 0.5, Memory = ByteSize.Parse("256MiB") },
                Env = new Dictionary<string, string> { ["ConnectionStrings__Db"] = Secret },
            },
        };
        return planted;
    }

    private static RunResult Run(Planted planted) =>
        new(planted.Scenario, planted.Plan, planted.Histories, planted.Verdict, $"/somewhere/reports/{planted.Scenario.Name}-42/");
}
