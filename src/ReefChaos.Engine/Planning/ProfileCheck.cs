using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;

namespace ReefChaos.Engine.Planning;

internal static class ProfileCheck
{
    /// <summary>What to say where the profile that a scenario names is not in the file of profiles, or cannot be used.</summary>
    public static Problem Missing(ScenarioRead read, LoadProfiles profiles)
    {
        var name = read.Scenario!.Load;
        var place = read.Places.Of("load");
        var known = profiles.Profiles.Keys.Order(StringComparer.Ordinal).ToList();
        return new Problem(read.Path, place.Line, place.Column, profiles.Others.TryGetValue(name, out var why)
            ? $"the load profile '{name}' {why}"
            : $"there is no load profile '{name}'{NearestName.Hint(name, known)}; there are: {string.Join(", ", known)}");
    }
}
