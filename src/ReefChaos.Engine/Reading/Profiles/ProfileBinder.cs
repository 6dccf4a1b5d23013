using System.Text.Json;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads one of NBomber's ScenariosSettings.</summary>
/// <param name="defaults">Of GlobalCustomSettings.</param>
internal sealed class ProfileBinder(ProfileFile file, IReadOnlyDictionary<string, JsonMember> defaults)
{
    private static readonly string[] Optional =
        ["LoadSimulationsSettings", "WarmUpDuration", "MaxFailCount", "ThresholdSettings", "Weight", "StatsBasedOnIterations"];

    private readonly ProfileProblems problems = file.Problems;
    private readonly SimulationBinder simulations = new(file.Problems);
    private readonly SettingsBinder settings = new(file, defaults);
    private readonly ThresholdBinder thresholds = new(file.Problems);

    /// <summary>Null for one that has a problem, and for one that is not ours.</summary>
    public LoadProfile? Bind(JsonPart part)
    {
        var before = problems.Count;
        if (ForeignEntry.Is(part))
        {
            _ = part["ScenarioName"] is { } foreign ? Name(foreign) : null;
            return null;
        }

        var members = problems.Members(part, "ScenariosSettings", ["ScenarioName", "CustomSettings"], Optional);
        var name = members.TryGetValue("ScenarioName", out var named) ? Name(named.Value) : null;
        var load = part["LoadSimulationsSettings"];
        var pieces = load is null ? [] : simulations.BindAll(load);
        var custom = members.TryGetValue("CustomSettings", out var own) ? settings.Bind(part, own.Value, pieces) : null;
        var warmUp = part["WarmUpDuration"] is { } duration ? WarmUp(duration) : null;
        var failures = part["MaxFailCount"] is { } count ? problems.Whole(count, "MaxFailCount", 1, int.MaxValue) : null;
        var objectives = part["ThresholdSettings"] is { } list ? thresholds.Bind(list) : null;
        CheckRefused(members);
        if (problems.Count > before || custom is null)
        {
            return null;
        }

        var profile = new LoadProfile
        {
            Name = name!,
            Simulations = custom.Trace is { } trace ? [trace] : pieces,
            Pattern = custom.Pattern,
            Journeys = custom.Journeys,
            Feeds = custom.Feeds,
            Http = custom.Http,
            MaxFailCount = failures,
            WarmUp = warmUp,
            Thresholds = objectives,
        };
        return custom.Timeout is { } timeout ? profile with { Timeout = timeout } : profile;
    }

    private string? Name(JsonPart part)
    {
        var name = problems.Text(part, "ScenarioName: expected a text");
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            problems.Add(part.Offset, "ScenarioName: expected a name, found an empty text");
        }

        return name;
    }

    /// <summary>Zero is how NBomber says that there is none.</summary>
    private Duration? WarmUp(JsonPart part)
    {
        const string Expected = "WarmUpDuration: expected whole seconds as \"hh:mm:ss\"";
        if (problems.Text(part, Expected) is not { } text)
        {
            return null;
        }

        if (NBomberTime.Parse(text) is { } value && value.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            return value == TimeSpan.Zero ? null : value;
        }

        problems.Add(part.Offset, $"{Expected}, found {ProfileProblems.Shown(part)}");
        return null;
    }

    private void CheckRefused(IReadOnlyDictionary<string, JsonMember> members)
    {
        if (members.TryGetValue("Weight", out var weight) && weight.Value.Kind != JsonTokenType.Null)
        {
            problems.Add(weight.Offset, "Weight: a load profile is run by itself; give the weights to the journeys of one profile");
        }

        if (members.TryGetValue("StatsBasedOnIterations", out var stats)
            && stats.Value.Kind is not (JsonTokenType.Null or JsonTokenType.False))
        {
            problems.Add(stats.Offset, "StatsBasedOnIterations: objectives are over requests here, not over journeys; take it away or write false");
        }
    }
}
