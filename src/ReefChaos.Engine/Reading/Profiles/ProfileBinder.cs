using System.Text.Json;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads one of NBomber's ScenariosSettings.</summary>
internal sealed class ProfileBinder(ProfileProblems problems, byte[] file)
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(5);

    private readonly SimulationBinder simulations = new(problems);
    private readonly RequestBinder requests = new(problems, file);

    /// <remarks>
    /// WarmUpDuration and MaxFailCount are read and not used: the scenario file has the phases, and a chaos run does not end at failures.
    /// </remarks>
    public LoadProfile? Bind(JsonPart part)
    {
        var before = problems.Count;
        var members = problems.Members(
            part, "ScenariosSettings", ["ScenarioName", "LoadSimulationsSettings", "CustomSettings"], ["WarmUpDuration", "MaxFailCount"]);
        var name = members.TryGetValue("ScenarioName", out var named) ? Name(named.Value) : null;
        var pieces = members.TryGetValue("LoadSimulationsSettings", out var load)
            ? Listed(load.Value, "LoadSimulationsSettings", "simulation", simulations.Bind)
            : [];
        var (templates, timeout) = members.TryGetValue("CustomSettings", out var custom) ? Custom(custom.Value) : ([], null);
        CheckUnused(members);
        if (problems.Count > before)
        {
            return null;
        }

        var profile = new LoadProfile { Name = name!, Simulations = pieces, Journeys = templates };
        return timeout is { } limit ? profile with { Timeout = limit } : profile;
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

    private (IReadOnlyList<Journey> Journeys, Duration? Timeout) Custom(JsonPart part)
    {
        var members = problems.Members(part, "CustomSettings", ["requests"], ["timeout"]);
        return (
            members.TryGetValue("requests", out var list) ? Listed(list.Value, "requests", "request", requests.Bind) : [],
            members.TryGetValue("timeout", out var timeout) ? Timeout(timeout.Value) : null);
    }

    private List<T> Listed<T>(JsonPart part, string what, string item, Func<JsonPart, T?> bind) where T : class
    {
        var items = problems.Items(part, what);
        if (items.Count == 0 && part.Kind == JsonTokenType.StartArray)
        {
            problems.Add(part.Offset, $"{what}: expected at least one {item}");
        }

        return [.. items.Select(bind).OfType<T>()];
    }

    private Duration? Timeout(JsonPart part)
    {
        if (problems.Text(part, "timeout: expected a duration such as \"2s\"") is not { } text)
        {
            return null;
        }

        if (Duration.TryParse(text, null, out var value) && value.Value >= TimeSpan.FromMilliseconds(1) && value.Value <= MaxTimeout)
        {
            return value;
        }

        problems.Add(part.Offset, $"timeout: expected a duration from 1ms to 5m such as \"2s\", found '{text}'");
        return null;
    }

    private void CheckUnused(IReadOnlyDictionary<string, JsonMember> members)
    {
        if (members.TryGetValue("WarmUpDuration", out var warmUp)
            && warmUp.Value.Kind != JsonTokenType.Null
            && problems.Text(warmUp.Value, "WarmUpDuration: expected a duration \"hh:mm:ss\"") is { } text
            && SimulationBinder.ParseDuration(text) is null)
        {
            problems.Add(warmUp.Value.Offset, $"WarmUpDuration: expected a duration \"hh:mm:ss\", found '{text}'");
        }

        if (members.TryGetValue("MaxFailCount", out var count))
        {
            problems.Whole(count.Value, "MaxFailCount", 0, int.MaxValue);
        }
    }
}
