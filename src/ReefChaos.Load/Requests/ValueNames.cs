using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>What the names in a profile's templates stand for.</summary>
internal sealed class ValueNames(IReadOnlyList<Feed> feeds, ulong seed)
{
    private readonly Dictionary<string, (Feed Feed, int Column)> columns = feeds
        .SelectMany(f => f.Columns.Select((c, i) => (Name: $"{f.Name}.{c}", Feed: f, Column: i)))
        .ToDictionary(c => c.Name, c => (c.Feed, c.Column), StringComparer.Ordinal);

    /// <summary>Null where the journey has no such value.</summary>
    public string? Find(string name, Flight flight) => columns.TryGetValue(name, out var of)
        ? of.Feed.RowFor(flight.Ordinal, seed)[of.Column]
        : flight.Values[name];
}
