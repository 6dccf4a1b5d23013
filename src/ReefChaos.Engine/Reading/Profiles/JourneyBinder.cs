using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads the requests of a profile: each a journey of one step, or a journey of several.</summary>
internal sealed class JourneyBinder(ProfileFile file)
{
    private const int MaxWeight = 1_000_000;

    private readonly ProfileProblems problems = file.Problems;
    private readonly RequestBinder requests = new(file);

    public IReadOnlyList<Journey> Bind(JsonPart list, JourneyFrame frame)
    {
        var items = problems.Items(list, "requests");
        if (items.Count == 0 && list.Kind == JsonTokenType.StartArray)
        {
            problems.Add(list.Offset, "requests: expected at least one request");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select(item => IsJourney(item) ? OfSteps(item, frame, names) : OfOne(item, frame)).OfType<Journey>()];
    }

    private static bool IsJourney(JsonPart part) => part.Members.Any(m => m.Name is "journey" or "steps");

    private Journey? OfOne(JsonPart part, JourneyFrame frame)
    {
        var before = problems.Count;
        frame.Names.BeginJourney();
        var request = Step(part, frame, isStep: false, isFirst: true);
        var weight = Weight(part);
        return problems.Count == before && request is not null ? new Journey($"{request.Method} {request.Path}", weight, [request]) : null;
    }

    private Journey? OfSteps(JsonPart part, JourneyFrame frame, HashSet<string> names)
    {
        var before = problems.Count;
        var members = problems.Members(part, "journey", ["journey", "steps"], ["weight"]);
        var name = members.TryGetValue("journey", out var named) ? Name(named.Value, names) : "";
        var steps = members.TryGetValue("steps", out var list) ? problems.Items(list.Value, "steps") : [];
        if (list is { Value: { Kind: JsonTokenType.StartArray, Items.Count: 0 } empty })
        {
            problems.Add(empty.Offset, "steps: expected at least one request");
        }

        frame.Names.BeginJourney();
        var bound = steps.Select((step, i) => Step(step, frame, isStep: true, isFirst: i == 0)).ToList();
        var weight = Weight(part);
        return problems.Count == before ? new Journey(name, weight, [.. bound.OfType<RequestTemplate>()]) : null;
    }

    private RequestTemplate? Step(JsonPart part, JourneyFrame frame, bool isStep, bool isFirst)
    {
        var request = requests.Bind(part, isStep, frame);
        frame.Names.Extracted(request?.Extractions ?? []);
        if (isFirst && frame.IsOpen && request?.Think.Value > TimeSpan.Zero)
        {
            problems.Add(part["think"]!.Offset, "think: a journey of an open loop begins when it is due, so its first step cannot wait; leave it out");
        }

        return request;
    }

    private string Name(JsonPart part, HashSet<string> names)
    {
        if (problems.Text(part, "journey: expected a name such as \"buy\"") is not { } name)
        {
            return "";
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Add(part.Offset, "journey: expected a name, found an empty text");
        }
        else if (!names.Add(name))
        {
            problems.Add(part.Offset, $"journey: there is a '{Shown.Of(name)}' already");
        }

        return name;
    }

    private int Weight(JsonPart part) =>
        part.Members.FirstOrDefault(m => m.Name == "weight") is { } weight ? problems.Whole(weight.Value, "weight", 1, MaxWeight) ?? 1 : 1;
}

/// <summary>What the requests of a profile stand in.</summary>
/// <param name="IsOpen">No simulation is closed loop.</param>
internal sealed record JourneyFrame(TemplateNames Names, HttpProtocol Http, bool IsOpen);
