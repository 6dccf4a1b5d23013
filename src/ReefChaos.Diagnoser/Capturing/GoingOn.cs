namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells a leak from what has just become full, by one more look soon after the later one.</summary>
internal static class GoingOn
{
    /// <param name="share">Of the time in which it grew, what has passed since.</param>
    public static IReadOnlyList<TypeGrowth> Of(IReadOnlyList<TypeGrowth> growth, OwnedObjects last, OwnedObjects since, double share) =>
        [.. growth.Select(g => g with { HasStopped = HasStopped(g.Count.Growth, Gained(g.Owned, last, since), share) })];

    /// <param name="before">What was gained from the first look to the later one.</param>
    /// <param name="since">What was gained after it.</param>
    public static bool HasStopped(long before, long since, double share) => before * share is >= Marks.DueObjects and var due && since < Marks.GoesOnShare * due;

    /// <summary>Who is the nearest owner may change: then it is still as many objects of the type.</summary>
    private static long Gained((ulong Owner, ulong Type) key, OwnedObjects last, OwnedObjects since) => Math.Max(
        since.Kept.GetValueOrDefault(key.Type) - last.Kept.GetValueOrDefault(key.Type),
        since.Owned.TryGetValue(key, out var now) ? now.Elements - last.Owned[key].Elements : 0);
}
