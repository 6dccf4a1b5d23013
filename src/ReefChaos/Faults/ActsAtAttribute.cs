using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>The kinds of site that a fault can act at; the plan check refuses any other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActsAtAttribute(params SiteKind[] kinds) : Attribute
{
    public IReadOnlyList<SiteKind> Kinds { get; } = kinds;
}
