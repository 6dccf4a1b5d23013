namespace ReefChaos.Plans;

/// <summary>A worker's share of a schedule: of each <paramref name="Count"/> arrivals, or copies, the one at <paramref name="Index"/>.</summary>
/// <param name="Index">From 0.</param>
public sealed record LoadSlice(int Index, int Count)
{
    public static LoadSlice Whole { get; } = new(0, 1);

    public bool Has(long ordinal) => ordinal % Count == Index;
}
