using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Objects of one type that the same owner keeps.</summary>
/// <param name="Key">Names owner and type, also at a later look.</param>
/// <param name="Steps">On the way to one of them, the root's own object first, each with the field that leads on.</param>
internal sealed record OwnedType((ulong Owner, ulong Type) Key, ClrType Type, Root Root, long Count, long Bytes, IReadOnlyList<(ClrType Type, string? Field)> Steps)
{
    /// <summary>For each object that is more, collections that are.</summary>
    private const double MostOfThose = 0.5;

    /// <summary>A cache on the way has a limit of its own.</summary>
    public bool IsLimited { get; init; }

    /// <summary>What the field refers to keeps it in another collection, which gets fuller: of those there are hardly more than before.</summary>
    public bool IsWithin(Link link, IReadOnlyDictionary<ulong, long> growing) => Steps
        .SkipWhile(s => link != Root.Field && (s.Type != link.Holder || s.Field != link.Field))
        .Skip(link == Root.Field ? 1 : 2)
        .SkipLast(1)
        .Any(s => IsCollection(s.Type.Name ?? "") && growing.GetValueOrDefault(s.Type.MethodTable) < MostOfThose * growing.GetValueOrDefault(Type.MethodTable));

    private static bool IsCollection(string type) =>
        type.StartsWith("System.Collections.", StringComparison.Ordinal) && !type.Contains(">+", StringComparison.Ordinal) && !type.EndsWith(']');
}

/// <summary>How much of one type there is.</summary>
/// <param name="Elements">In all of them, where they are collections.</param>
/// <param name="Example">The address of one, of collections the largest.</param>
/// <param name="Largest">How much is in that.</param>
internal readonly record struct OwnedSum(long Count, long Bytes, long Elements, ulong Example, long Largest)
{
    public OwnedSum With(ulong address, long bytes, long elements) => new(
        Count + 1, Bytes + bytes, Elements + elements, elements >= Largest ? address : Example, Math.Max(elements, Largest));
}
