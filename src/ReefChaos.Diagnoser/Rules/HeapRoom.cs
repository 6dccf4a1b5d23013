using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Whether the heap has room left. While it has, a leak into it harms nobody yet, and what fails does so for another reason.</summary>
internal static class HeapRoom
{
    /// <summary>False where it is not known how large the heap may get, or how much of it is in use.</summary>
    public static bool IsLeft(Signals signals) => signals is { InUse.Last: var inUse, HeapLimit: { } limit } && inUse < Marks.ShortHeapShare * limit;

    public static string Words(CauseMode leak, Signals signals) =>
        $"{leak.Where?.ToString() ?? "something"} leaks ({leak.Evidence[0]}), but of the {Leaks.Bytes(signals.HeapLimit!.Value)} that the heap may be {Leaks.Bytes(signals.InUse!.Value.Last)} are in use: that is not what fails now";
}
