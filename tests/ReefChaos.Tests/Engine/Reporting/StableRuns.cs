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
        planted.Defended.Second = s => new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => (s is >= 6 and < 14 ? 42.0 : 12) + i % 7 * (1 + s % 3))]);
        planted.Control!.Second = s => s is >= 6 and < 14
            ? new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => i < 12 ? 15.0 + i : 4000)], Failures: 28)
            : PlantedArm.Calm;
        return Run(planted);
    }

    private static RunResult Broken()
    {
        var planted = Named("leak", "Keeps <b>every</b> response | until the limit.");
        planted.Defended.Second = s => s < 8 ? PlantedArm.Calm : new PlantedSecond([.. Enumerable.Range(0, 40).Select(i => 80.0 * (s - 7) + i)], s > 10 ? 9 : 0);
        planted.Defended.CutAt = 12.6;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 12.7 };
        planted.Defended.More.Add(new TargetExited(137, ExitCause.Crashed, "Killed") { At = 12.5 });
        planted.Defended.More.Add(new Trouble("target", $"\u001b[31m<script>alert('{Secret}')</script>\u0000 | `x` & \ud800", Fatal: true) { At = 12.55 });
        return Run(planted);
    }

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
