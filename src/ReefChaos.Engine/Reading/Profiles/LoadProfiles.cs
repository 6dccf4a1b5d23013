using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <param name="Profiles">By ScenarioName; one with a problem is left out.</param>
/// <param name="Problems">All that is wrong with the file, in its order.</param>
public sealed record LoadProfiles(IReadOnlyDictionary<string, LoadProfile> Profiles, IReadOnlyList<Problem> Problems)
{
    /// <summary>By ScenarioName, why one that stands in the file is no profile; it may be a scenario of somebody's NBomber code.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();
}
