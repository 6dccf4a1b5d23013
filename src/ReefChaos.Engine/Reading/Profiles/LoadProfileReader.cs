using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads <c>nbomber-config.json</c> in NBomber's own format, strictly: all problems at once, each with its place.</summary>
/// <remarks>A setting that would change what is sent, and that we cannot follow, is a problem too; one of NBomber's reports is not.</remarks>
public static class LoadProfileReader
{
    private const int MaxFileBytes = 128 << 10;

    /// <summary>Accepted, so that one file serves both, and not used.</summary>
    private static readonly string[] UnusedRootKeys = ["TestSuite", "TestName", "ScenarioCompletionTimeout"];

    /// <summary>NBomber's report settings, likewise.</summary>
    private static readonly string[] UnusedGlobalKeys =
    [
        "ReportFileName", "ReportFolder", "ReportFormats", "ReportingInterval", "EnableHintsAnalyzer", "EnableStopTestForcibly", "DisplayConsoleMetrics",
    ];

    public static LoadProfiles Read(string path)
    {
        if (ProfileFile.Open(path, MaxFileBytes, out var unreadable) is not { } file)
        {
            return new(new Dictionary<string, LoadProfile>(), [new Problem(path, 0, 0, $"the file of load profiles {unreadable}")]);
        }

        return file.Json() is { } root ? Bind(root, file) : new(new Dictionary<string, LoadProfile>(), file.Problems.InOrder);
    }

    private static LoadProfiles Bind(JsonPart root, ProfileFile file)
    {
        var problems = file.Problems;
        var members = problems.Members(root, "configuration", ["GlobalSettings"], [.. UnusedRootKeys, "TargetScenarios", "ClusterSettings"]);
        if (members.TryGetValue("ClusterSettings", out var cluster))
        {
            problems.Add(cluster.Offset, "ClusterSettings: load is not spread over NBomber's cluster here; keep them in a file of their own");
        }

        var entries = members.TryGetValue("GlobalSettings", out var global) ? Entries(global.Value, problems) : [];
        var binder = new ProfileBinder(file, Defaults(global?.Value, entries, problems));
        var profiles = new Dictionary<string, LoadProfile>(StringComparer.Ordinal);
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (binder.Bind(entry) is { } profile)
            {
                profiles.TryAdd(profile.Name, profile);
            }
            else if (entry["ScenarioName"] is { } name)
            {
                others.TryAdd(name.Text, ForeignEntry.Is(entry) ? ForeignEntry.Lacks(entry) : "has problems, which are told with its file");
            }
        }

        CheckNames(members.GetValueOrDefault("TargetScenarios")?.Value, entries, problems);
        return new LoadProfiles(profiles, problems.InOrder) { Others = others };
    }

    private static IReadOnlyList<JsonPart> Entries(JsonPart global, ProfileProblems problems)
    {
        var members = problems.Members(global, "GlobalSettings", ["ScenariosSettings"], [.. UnusedGlobalKeys, "GlobalCustomSettings"]);
        if (!members.TryGetValue("ScenariosSettings", out var settings))
        {
            return [];
        }

        var entries = problems.Items(settings.Value, "ScenariosSettings");
        if (entries.Count == 0 && settings.Value.Kind == JsonTokenType.StartArray)
        {
            problems.Add(settings.Value.Offset, "ScenariosSettings: expected at least one scenario");
        }

        return entries;
    }

    /// <summary>Beside ours, NBomber code may have settings of its own there.</summary>
    private static Dictionary<string, JsonMember> Defaults(JsonPart? global, IReadOnlyList<JsonPart> entries, ProfileProblems problems)
    {
        var defaults = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        if (global?["GlobalCustomSettings"] is not { } custom
            || entries.All(ForeignEntry.Is)
            || !problems.Is(custom, JsonTokenType.StartObject, "GlobalCustomSettings: expected an object"))
        {
            return defaults;
        }

        foreach (var member in custom.Members)
        {
            if (member.Name == "requests")
            {
                problems.Add(member.Offset, "GlobalCustomSettings: 'requests' belong into the CustomSettings of a scenario");
            }
            else if (!SettingsBinder.Defaults.Contains(member.Name))
            {
                if (NearestName.Hint(member.Name, SettingsBinder.Defaults) is { Length: > 0 } hint)
                {
                    problems.Add(member.Offset, $"GlobalCustomSettings: unknown key '{Shown.Of(member.Name)}'{hint}");
                }
            }
            else if (!defaults.TryAdd(member.Name, member))
            {
                problems.Add(member.Offset, $"GlobalCustomSettings: '{member.Name}' stands here a second time");
            }
        }

        return defaults;
    }

    /// <summary>NBomber code may have scenarios of which the file says nothing, so targets are only looked for where all are ours.</summary>
    private static void CheckNames(JsonPart? targets, IReadOnlyList<JsonPart> entries, ProfileProblems problems)
    {
        var names = new List<string>();
        foreach (var name in entries.Select(e => e["ScenarioName"]).OfType<JsonPart>().Where(n => n.Kind == JsonTokenType.String))
        {
            if (names.Contains(name.Text))
            {
                problems.Add(name.Offset, $"ScenarioName: there is a '{name.Text}' already");
            }

            names.Add(name.Text);
        }

        foreach (var target in targets is { Kind: not JsonTokenType.Null } ? problems.Items(targets, "TargetScenarios") : [])
        {
            if (problems.Text(target, "TargetScenarios: expected the name of a scenario") is { } name
                && !names.Contains(name)
                && !entries.Any(ForeignEntry.Is))
            {
                problems.Add(target.Offset, $"TargetScenarios: there is no scenario '{name}'{NearestName.Hint(name, names)}");
            }
        }
    }
}
