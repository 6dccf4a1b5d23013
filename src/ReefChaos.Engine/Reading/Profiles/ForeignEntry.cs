using System.Text.Json;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>One of the ScenariosSettings that tells of no requests: NBomber code would send them, which is not run here.</summary>
internal static class ForeignEntry
{
    private static readonly string[] Requests = ["requests"];
    private static readonly string[] CustomSettings = ["CustomSettings"];

    public static bool Is(JsonPart entry) => entry.Kind == JsonTokenType.StartObject && entry["CustomSettings"]?["requests"] is null;

    /// <summary>Why it is no load profile, with the key that may have been misspelt.</summary>
    public static string Lacks(JsonPart entry)
    {
        var hints = entry["CustomSettings"] is { } custom
            ? custom.Members.Select(m => NearestName.Hint(m.Name, Requests))
            : entry.Members.Where(m => m.Name != CustomSettings[0]).Select(m => NearestName.Hint(m.Name, CustomSettings));
        return $"has no CustomSettings with 'requests', so there is nothing to send{hints.FirstOrDefault(h => h.Length > 0)}";
    }
}
