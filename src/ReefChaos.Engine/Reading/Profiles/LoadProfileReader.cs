using System.Text;
using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads <c>nbomber-config.json</c> in NBomber's own format, strictly: all problems at once, each with its place.</summary>
public static class LoadProfileReader
{
    /// <summary>One profile of it goes to the load worker in one line, of which the length is limited.</summary>
    private const int MaxFileBytes = 128 << 10;

    private static readonly string[] RootKeys = ["GlobalSettings"];
    private static readonly string[] UnusedRootKeys = ["TestSuite", "TestName", "TargetScenarios"];

    /// <summary>NBomber's report settings: accepted, so that one file serves both, and not used.</summary>
    private static readonly string[] UnusedGlobalKeys =
        ["ReportFileName", "ReportFolder", "ReportFormats", "ReportingInterval", "EnableHintsAnalyzer", "EnableStopTestForcibly"];

    public static LoadProfiles Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MaxFileBytes }
                ? Unreadable(path, $"the file is larger than {MaxFileBytes >> 10} KiB")
                : Read(path, WithoutMark(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unreadable(path, $"the load profiles cannot be read: {e.Message}");
        }
    }

    private static LoadProfiles Read(string path, byte[] text)
    {
        var lines = new LineMap(text);
        var problems = new ProfileProblems(path, lines);
        var profiles = new Dictionary<string, LoadProfile>(StringComparer.Ordinal);
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(text);
            Bind(JsonPart.Parse(text), new ProfileBinder(problems, text), problems, profiles);
        }
        catch (DecoderFallbackException e)
        {
            problems.Add(Math.Max(0, e.Index), "expected UTF-8");
        }
        catch (JsonException e)
        {
            var message = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            problems.Add(lines.OffsetOf((int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0)), $"not JSON: {message}");
        }

        return new LoadProfiles(profiles, problems.InOrder);
    }

    private static void Bind(JsonPart root, ProfileBinder binder, ProfileProblems problems, Dictionary<string, LoadProfile> profiles)
    {
        var members = problems.Members(root, "configuration", RootKeys, UnusedRootKeys);
        var names = new List<string>();
        if (members.TryGetValue("GlobalSettings", out var global)
            && problems.Members(global.Value, "GlobalSettings", ["ScenariosSettings"], UnusedGlobalKeys).TryGetValue("ScenariosSettings", out var settings))
        {
            var items = problems.Items(settings.Value, "ScenariosSettings");
            if (items.Count == 0 && settings.Value.Kind == JsonTokenType.StartArray)
            {
                problems.Add(settings.Value.Offset, "ScenariosSettings: expected at least one scenario");
            }

            foreach (var part in items)
            {
                CheckUnique(part, names, problems);
                if (binder.Bind(part) is { } profile)
                {
                    profiles.TryAdd(profile.Name, profile);
                }
            }
        }

        if (members.TryGetValue("TargetScenarios", out var targets))
        {
            CheckTargets(targets.Value, names, problems);
        }
    }

    private static void CheckUnique(JsonPart part, List<string> names, ProfileProblems problems)
    {
        if (part.Members.Find(m => m.Name == "ScenarioName") is not { Value: { Kind: JsonTokenType.String } name })
        {
            return;
        }

        if (names.Contains(name.Text))
        {
            problems.Add(name.Offset, $"ScenarioName: there is a '{name.Text}' already");
        }

        names.Add(name.Text);
    }

    private static void CheckTargets(JsonPart part, List<string> names, ProfileProblems problems)
    {
        foreach (var target in problems.Items(part, "TargetScenarios"))
        {
            if (problems.Text(target, "TargetScenarios: expected the name of a scenario") is { } name && !names.Contains(name))
            {
                problems.Add(target.Offset, $"TargetScenarios: there is no scenario '{name}'{NearestName.Hint(name, names)}");
            }
        }
    }

    private static byte[] WithoutMark(byte[] text) => text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text;

    private static LoadProfiles Unreadable(string path, string why) =>
        new(new Dictionary<string, LoadProfile>(), [new Problem(path, 0, 0, why)]);
}
