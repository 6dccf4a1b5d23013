namespace ReefChaos.Diagnoser.Rules;

/// <summary>Whether it is trouble that something is parked: a loop that waits by design looks the same, but nobody waits for it.</summary>
internal static class HeldUp
{
    /// <summary>A request or a thread waits for some of them, or they get more all the time.</summary>
    public static bool Any(IEnumerable<ParkedAwaits> parked)
    {
        var all = parked.ToList();
        return all.Any(a => a.InRequest + a.Blocking > 0) || all.Sum(a => a.Count.Growth) >= Marks.LeakedObjects;
    }
}
