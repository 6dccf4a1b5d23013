namespace ReefChaos.Diagnoser.Rules;

/// <summary>A process that gets no processor time shows the signs of every mode.</summary>
internal static class Starvation
{
    public static bool IsStarved(Signals signals) =>
        signals.Processor.WaitSeconds > 0
        && signals.Processor.WaitSeconds >= Marks.StarvedWaitPerRun * signals.Processor.RunSeconds
        && signals.Processor.WaitSeconds >= Marks.StarvedWaitShare * signals.WindowSeconds
        && signals.Processor.WaitSeconds >= Marks.StarvedSecondsPerTurn * signals.Processor.Turns;

    public static string Words(Signals signals) => FormattableString.Invariant(
        $"its threads were ready to run for {signals.Processor.WaitSeconds:0.0} s and ran for {signals.Processor.RunSeconds:0.00} s: it lacks processor time, and nothing else can be told");
}
