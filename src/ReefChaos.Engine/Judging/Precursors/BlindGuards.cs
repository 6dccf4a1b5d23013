using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>Guards that never had anything to look at, which a reader must not take for guards that saw no harm.</summary>
internal static class BlindGuards
{
    public static IEnumerable<string> Of(GuardSpec? guards, History history)
    {
        if (guards is null || !history.Of<PhaseStarted>().Any())
        {
            yield break;
        }

        if (guards.Memory is { } memory && !Signals.Memory(history).Any())
        {
            yield return $"guard: memory {memory} saw nothing, as nobody counts this target's use of its memory limit here; a control group or a container does";
        }

        if (guards is not { Heap: null, GcPause: null, Gen0Interval: null } && !history.Of<RuntimeSample>().Any())
        {
            yield return "guard: heap, gc-pause and gen0-interval saw nothing, as no agent in the target told how its runtime is";
        }
    }
}
