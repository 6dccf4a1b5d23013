using System.Globalization;
using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Cli.Live;

/// <summary>What a person wants to see of a running arm, kept up to date entry by entry. Not safe for threads.</summary>
internal sealed class ArmProgress(string scenario, Plan plan, Arm arm)
{
    private readonly SortedDictionary<string, long> armed = new(StringComparer.Ordinal);

    public string Scenario { get; } = scenario;

    public Arm Arm { get; } = arm;

    public Phase? Phase { get; private set; }

    public double At { get; private set; }

    public double PlannedSeconds { get; private set; } = plan.Phases.Sum(p => p.Length.Value.TotalSeconds);

    public long InFlight { get; private set; }

    /// <summary>The newest second whose requests have all ended.</summary>
    public LoadSecond? Last { get; private set; }

    public string? Trouble { get; private set; }

    public string Armed => armed.Count == 0
        ? "none armed"
        : string.Join(", ", armed.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} ({f.Value} hit)")));

    public void Apply(Entry entry)
    {
        At = Math.Max(At, entry.At);
        switch (entry)
        {
            case PhaseStarted started:
                Phase = started.Phase;
                break;
            case PhaseExtended extended:
                PlannedSeconds += extended.BySeconds;
                break;
            case FaultArmed fault:
                armed[fault.Fault] = 0;
                break;
            case FaultSample sample when armed.ContainsKey(sample.Fault):
                armed[sample.Fault] = sample.Injections;
                break;
            case FaultDisarmed fault:
                armed.Remove(fault.Fault);
                break;
            case LoadSecond second:
                Last = second;
                break;
            case LoadTick tick:
                InFlight = tick.InFlight;
                break;
            case FaultRefused refused:
                Trouble = $"{refused.Fault} was refused: {refused.Why}";
                break;
            case Trouble trouble:
                Trouble = trouble.Message;
                break;
            case TargetExited exited:
                Trouble = $"the target {ExitWords.Of(exited)}";
                break;
            case TargetRestarted restarted:
                Trouble = string.Create(CultureInfo.InvariantCulture, $"the target was back after {restarted.DownSeconds:0.#} s");
                break;
        }
    }

    /// <summary>Rate, share of good answers and p99 of the newest whole second.</summary>
    public string Load => Last is not { Requests: > 0 } last
        ? "no answers yet"
        : string.Create(CultureInfo.InvariantCulture,
            $"{last.Requests}/s, {100.0 * last.Ok / last.Requests:0.#}% ok, p99 {P99Ms(last):0.#} ms, {InFlight} in flight");

    private static double P99Ms(LoadSecond second) => EncodedHistogram.ValueAt(EncodedHistogram.Decode(second.Latencies), 0.99) / 1000.0 ?? 0;
}
