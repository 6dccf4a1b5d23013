namespace ReefChaos.Diagnoser.Rules;

/// <summary>A process that gets no processor time shows the signs of every mode.</summary>
internal static class Starvation
{
    public static bool IsStarved(Signals signals) => IsThrottled(signals) || IsCrowdedOut(signals);

    public static string Words(Signals signals) => IsThrottled(signals)
        ? FormattableString.Invariant($"it wanted more than its processor quota in {signals.Processor.ThrottledShare:P0} of the time: it lacks processor time, and nothing else can be told")
        : FormattableString.Invariant(
            $"threads that never rested were ready to run for {signals.Processor.WaitSeconds:0.0} s and ran for {signals.Processor.RunSeconds:0.00} s: it lacks processor time, and nothing else can be told");

    private static bool IsThrottled(Signals signals) => signals.Processor.ThrottledShare >= Marks.StarvedThrottledShare;

    private static bool IsCrowdedOut(Signals signals) =>
        signals.Processor.WaitSeconds > 0 && signals.Processor.WaitSeconds >= Marks.StarvedWaitPerRun * signals.Processor.RunSeconds;
}
