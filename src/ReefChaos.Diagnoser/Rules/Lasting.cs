namespace ReefChaos.Diagnoser.Rules;

internal static class Lasting
{
    /// <summary>Whether most of what was parked at the first look was so at the last one: then it does not merely take its time.</summary>
    public static bool IsMost(IEnumerable<ParkedAwaits> awaits)
    {
        var (first, lasting) = awaits.Aggregate((First: 0L, Lasting: 0L), (sum, a) => (sum.First + a.Count.First, sum.Lasting + a.Lasting));
        return first > 0 && lasting >= Marks.LastingShare * first;
    }

    public static string Words(IEnumerable<ParkedAwaits> awaits, Signals signals)
    {
        var all = awaits.ToList();
        return FormattableString.Invariant(
            $"{all.Sum(a => a.Count.First)} at the first look, {all.Sum(a => a.Count.Last)} at the last one, {all.Sum(a => a.Lasting)} the same ones, {signals.WindowSeconds:0.0} s apart");
    }
}
