using ReefChaos.Engine;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>A run folder as <c>reef run</c> leaves it, of a run that never was: the control arm breaks, the defended one holds.</summary>
internal static class SimulatedRun
{
    public static string Write(string outputFolder, Scenario scenario, Plan plan)
    {
        var folder = RunFolder.Create(outputFolder, scenario.Name, plan.Arms);
        folder.Save(scenario);
        folder.Save(plan);
        foreach (var arm in plan.Arms)
        {
            var lines = Entries(plan, broken: arm == Arm.Control).OrderBy(e => e.At).Select(e => System.Text.Json.JsonSerializer.Serialize(e, ReefJson.Line) + "\n");
            File.WriteAllText(folder.HistoryFile(arm), string.Concat(lines));
        }

        folder.Save(Experiment.JudgeAgain(folder.Path).Verdict);
        return folder.Path;
    }

    private static IEnumerable<Entry> Entries(Plan plan, bool broken)
    {
        var runtime = new RuntimeFacts(1, 201_326_592, 1, ServerGc: false, 1, 32_767);
        var fault = plan.Phases.Single(p => p.Phase == Phase.Fault);
        var (from, to) = (fault.Start.Value.TotalSeconds, (fault.Start.Value + fault.Length.Value).TotalSeconds);
        var end = plan.Phases.Max(p => (p.Start.Value + p.Length.Value).TotalSeconds);
        yield return new TargetStarted(17, "process", "cgroup-v1", "CPU and memory", runtime, 0.8) { At = -1, Program = new RuntimeProgram("10.0.12", "x64", "Shop") };
        foreach (var phase in plan.Phases)
        {
            yield return new PhaseStarted(phase.Phase) { At = phase.Start.Value.TotalSeconds };
        }

        foreach (var planned in plan.Faults)
        {
            yield return new FaultArmed(planned.Id) { At = from + 0.01 };
            yield return new FaultSample(planned.Id, 200, 200) { At = (from + to) / 2 };
            yield return new FaultDisarmed(planned.Id, 300, 300) { At = to - 0.01 };
        }

        for (var second = 0; second < end; second++)
        {
            var bad = broken && second >= from && second < to;
            var latencies = bad ? "4000000:40" : "20000:30,26000:10";
            yield return new LoadSecond(second, 40, bad ? 0 : 40, bad ? new Dictionary<string, long> { ["timeout"] = 40 } : new Dictionary<string, long>(), latencies, latencies)
            {
                At = second + 1.5,
            };
            yield return new TargetSample(90_000_000 + 1000 * second, 20, 0.1 * second) { At = second + 0.25 };
            yield return new RuntimeSample(50_000_000, 200_000_000, 0.01 * second, second, 4) { At = second + 0.3 };
        }

        yield return new CauseFound(new Cause(false, [new CauseMode("missing-timeout", new CodeSite("Shop.Payments.PayAsync", "Payments.cs", 12), ["30 calls hang"], [], "a timeout")], 3)) { At = to - 1 };
        yield return new GeneratorReport((long)end * 40, (long)end * 40, 0, 0.04, 0.3, 2.1, 0.05, 1, 60_000_000, "40:700,300:20") { At = end + 0.1 };
        yield return new ArmEnded(ArmEnd.Completed) { At = end };
    }
}
