using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads the CustomSettings of a scenario, which are ours: what is sent, and how.</summary>
/// <param name="defaults">Of GlobalCustomSettings.</param>
internal sealed class SettingsBinder(ProfileFile file, IReadOnlyDictionary<string, JsonMember> defaults)
{
    /// <summary>All but the requests: these may stand in GlobalCustomSettings too.</summary>
    public static readonly IReadOnlyList<string> Defaults = ["timeout", "feeds", "arrivals", "trace", "http", "tls", "maxConnections", "keepAlive"];

    private static readonly string[] Patterns = ["even", "poisson"];

    private static readonly Duration LeastTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly Duration MostTimeout = TimeSpan.FromMinutes(5);

    private readonly ProfileProblems problems = file.Problems;
    private readonly HttpBinder http = new(file);
    private readonly FeedBinder feeds = new(file);
    private readonly TraceFile traces = new(file);
    private readonly JourneyBinder journeys = new(file);

    /// <param name="entry">The scenario.</param>
    /// <param name="custom">Its CustomSettings.</param>
    /// <param name="simulations">Of its LoadSimulationsSettings.</param>
    public CustomSettings Bind(JsonPart entry, JsonPart custom, IReadOnlyList<Simulation> simulations)
    {
        var own = problems.Members(custom, "CustomSettings", ["requests"], Defaults);

        JsonPart? Value(string name) => (own.GetValueOrDefault(name) ?? defaults.GetValueOrDefault(name))?.Value;

        var trace = Trace(entry, own.GetValueOrDefault("trace"));
        var pattern = Value("arrivals") is { } arrivals ? Pattern(arrivals, own.ContainsKey("arrivals"), entry["LoadSimulationsSettings"]) : default;
        var timeout = Value("timeout") is { } limit ? problems.Length(limit, "timeout", LeastTimeout, MostTimeout) : null;
        var travels = http.Bind(Value);
        var names = new TemplateNames(problems, feeds.Bind(own.GetValueOrDefault("feeds")?.Value, defaults.GetValueOrDefault("feeds")?.Value));
        var frame = new JourneyFrame(names, travels.Version, IsOpen: trace is not null || (simulations.Count > 0 && simulations.All(s => !s.IsClosed)));
        var bound = own.TryGetValue("requests", out var requests) ? journeys.Bind(requests.Value, frame) : [];
        return new CustomSettings(bound, names.UsedFeeds, timeout, pattern, travels, trace);
    }

    /// <summary>A default trace is for those that have no simulations.</summary>
    private Simulation? Trace(JsonPart entry, JsonMember? own)
    {
        var hasLoad = entry["LoadSimulationsSettings"] is not null;
        if (own is not null && hasLoad)
        {
            problems.Add(own.Offset, "trace: stands in place of LoadSimulationsSettings; leave one of them out");
        }

        var trace = own ?? (hasLoad ? null : defaults.GetValueOrDefault("trace"));
        if (trace is null && !hasLoad)
        {
            problems.Add(entry.Offset, "ScenariosSettings: 'LoadSimulationsSettings' is missing, and CustomSettings have no trace in their place");
        }

        return trace is null ? null : traces.Bind(trace.Value);
    }

    private ArrivalPattern Pattern(JsonPart part, bool isOwn, JsonPart? load)
    {
        if (problems.Choice(part, "arrivals", Patterns) is not 1)
        {
            return ArrivalPattern.Even;
        }

        var kinds = load?.Items.SelectMany(i => i.Members).ToList() ?? [];
        foreach (var exact in kinds.Where(k => k.Name == "IterationsForInject"))
        {
            problems.Add(exact.Offset, "IterationsForInject: sends an exact number, and Poisson arrivals have one only on average; take Inject");
        }

        if (isOwn && !kinds.Any(k => k.Name is "Inject" or "RampingInject" or "IterationsForInject"))
        {
            problems.Add(part.Offset, "arrivals: only Inject and RampingInject take a pattern, and there is none of them");
        }

        return ArrivalPattern.Poisson;
    }
}

/// <param name="Timeout">Null where none is stated.</param>
/// <param name="Trace">In place of the simulations.</param>
internal sealed record CustomSettings(
    IReadOnlyList<Journey> Journeys, IReadOnlyList<Feed> Feeds, Duration? Timeout, ArrivalPattern Pattern, HttpSettings Http, Simulation? Trace);
