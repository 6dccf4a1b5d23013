using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>An arm's history, second by second; every part can be replaced.</summary>
internal sealed class PlantedArm(Arm arm)
{
    public static PlantedSecond Calm { get; } = new([.. Enumerable.Range(0, 40).Select(i => 20.0 + i % 7)]);

    public static PlantedSecond Stalled { get; } = PlantedSecond.Of(40, 4000, failures: 40);

    public Arm Arm { get; } = arm;

    /// <summary>Runs to second 18 unless it is cut off.</summary>
    public Func<int, PlantedSecond?> Second { get; set; } = _ => Calm;

    public static RuntimeFacts Runtime { get; } = new(1, 201_326_592, 1, ServerGc: false, 1, 32_767);

    public TargetStarted? Started { get; set; } = new(17, "process", "cgroup-v1", "CPU and memory of all its processes", Runtime, 0.8) { At = -1 };

    public GeneratorReport? Generator { get; set; } = new(720, 720, 0, 0.04, 0.3, 2.1, 0.05, 1, 60_000_000) { At = 18.2 };

    public long Injections { get; set; } = 300;

    public bool Arms { get; set; } = true;

    public ArmEnded? End { get; set; } = new(ArmEnd.Completed) { At = 18 };

    public Func<int, TargetSample> Sample { get; set; } = second => new TargetSample(90_000_000, 20, second) { At = second + 0.25 };

    public List<Entry> More { get; } = [];

    /// <summary>Nothing after this second is recorded.</summary>
    public double CutAt { get; set; } = double.PositiveInfinity;

    public static PlantedArm Holding(Arm arm) => new(arm);

    public static PlantedArm Breaking(Arm arm) => new(arm) { Second = s => s is >= 6 and < 14 ? Stalled : Calm };

    public History History
    {
        get
        {
            var entries = new List<Entry?>
            {
                Started,
                new PhaseStarted(Phase.Warmup) { At = 0 },
                new PhaseStarted(Phase.Baseline) { At = 2.001 },
                new PhaseStarted(Phase.Fault) { At = 6.002 },
                Arms ? new FaultArmed(Planted.Fault) { At = 6.01 } : null,
                new FaultDisarmed(Planted.Fault, Injections, Injections) { At = 13.99 },
                new PhaseStarted(Phase.Recovery) { At = 14.001 },
                Generator,
            };
            for (var second = 0; second < 18; second++)
            {
                entries.Add(Second(second)?.At(second));
                entries.Add(Sample(second));
                entries.Add(second is >= 6 and < 14 ? new FaultSample(Planted.Fault, Injections, Injections) { At = second + 0.5 } : null);
            }

            return new History(Arm, [.. entries.Append(End).Concat(More).OfType<Entry>().Where(Recorded).OrderBy(e => e.At)]);
        }
    }

    private bool Recorded(Entry entry) => entry.At <= CutAt || ReferenceEquals(entry, End) || ReferenceEquals(entry, Generator);
}
