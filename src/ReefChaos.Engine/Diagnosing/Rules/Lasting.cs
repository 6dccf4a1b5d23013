namespace ReefChaos.Engine.Diagnosing.Rules;

internal static class Lasting
{
    /// <summary>Whether most of what was parked at the first look was so at the last one: then it does not merely take its time.</summary>
    public static bool IsMost(ParkedAwaits awaits) =>
        awaits.Count.First > 0 && awaits.Lasting >= Marks.LastingShare * awaits.Count.First;
}
