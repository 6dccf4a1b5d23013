using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>A journey of a profile, with all worked out beforehand that is the same each time.</summary>
internal sealed record CompiledJourney(IReadOnlyList<Step> Steps)
{
    /// <exception cref="InvalidDataException">The profile asks for what cannot be sent.</exception>
    public static CompiledJourney Of(Journey journey, LoadProfile profile, Uri target, ulong seed)
    {
        var names = new ValueNames(profile.Feeds, seed);
        return new CompiledJourney([.. journey.Steps.Select(s => new Step(s, profile.Http, target, names))]);
    }
}
