namespace ReefChaos.Plans;

/// <summary>Rows of data, of which each journey takes one by its ordinal: the same seed gives the same row.</summary>
public sealed record Feed(string Name, FeedOrder Order, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The row of the journey with this ordinal.</summary>
    /// <param name="seed">Of the load.</param>
    public IReadOnlyList<string> RowFor(long ordinal, ulong seed) => Rows[Order == FeedOrder.Circular
        ? (int)(ordinal % Rows.Count)
        : (int)(Chance.Draw(Chance.Derive(seed, $"feed-{Name}"), (ulong)ordinal) * Rows.Count)];
}

/// <summary>As NBomber names its feeds.</summary>
public enum FeedOrder
{
    /// <summary>One after the other, and again from the first.</summary>
    Circular,
    Random,
}
