using System.Globalization;
using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads one of NBomber's load simulations: a kind, and the list of its values.</summary>
internal sealed class SimulationBinder(ProfileProblems problems)
{
    private const int MaxRate = 10_000_000;
    private const int MaxCopies = 10_000;

    /// <summary>More than one load worker can send.</summary>
    private const double MaxPerSecond = 100_000;

    private const string DurationForm = "a duration \"hh:mm:ss\" above zero and below 24 hours";

    /// <summary>NBomber's names, with the values that each takes.</summary>
    private static readonly Dictionary<SimulationKind, string[]> Values = new()
    {
        [SimulationKind.Inject] = ["rate", "interval", "during"],
        [SimulationKind.InjectRandom] = ["minRate", "maxRate", "interval", "during"],
        [SimulationKind.RampingInject] = ["rate", "interval", "during"],
        [SimulationKind.KeepConstant] = ["copies", "during"],
        [SimulationKind.RampingConstant] = ["copies", "during"],
        [SimulationKind.Pause] = ["during"],
    };

    private static readonly IReadOnlyList<string> Names = [.. Values.Keys.Select(k => k.ToString())];

    public static TimeSpan? ParseDuration(string text) =>
        TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF"], CultureInfo.InvariantCulture, out var value) ? value : null;

    public Simulation? Bind(JsonPart part)
    {
        if (!problems.Is(part, JsonTokenType.StartObject, "simulation: expected an object such as {\"Inject\": [40, \"00:00:01\", \"00:00:30\"]}"))
        {
            return null;
        }

        if (part.Members.Count != 1)
        {
            problems.Add(part.Offset, $"simulation: expected one of {string.Join(", ", Names)} in each object, found {part.Members.Count} keys");
            return null;
        }

        return Bind(part.Members[0]);
    }

    private Simulation? Bind(JsonMember member)
    {
        if (!Names.Contains(member.Name))
        {
            problems.Add(
                member.Offset,
                $"unknown simulation '{member.Name}'{NearestName.Hint(member.Name, Names)}; expected one of {string.Join(", ", Names)}");
            return null;
        }

        var kind = Enum.Parse<SimulationKind>(member.Name);
        return kind == SimulationKind.Pause
            ? Duration(member.Value, "Pause: during") is { } pause ? new Simulation(kind, pause) : null
            : Bind(kind, member.Value);
    }

    private Simulation? Bind(SimulationKind kind, JsonPart values)
    {
        var form = $"{kind}: expected [{string.Join(", ", Values[kind])}]";
        if (!problems.Is(values, JsonTokenType.StartArray, form))
        {
            return null;
        }

        if (values.Items.Count != Values[kind].Length)
        {
            problems.Add(values.Offset, $"{form}, found {values.Items.Count} values");
            return null;
        }

        var before = problems.Count;
        var simulation = new Simulation(
            kind,
            Duration(values.Items[^1], $"{kind}: during") ?? default,
            Number(kind, values.Items[0], 0),
            kind == SimulationKind.InjectRandom ? Number(kind, values.Items[1], 1) : 0,
            kind is SimulationKind.KeepConstant or SimulationKind.RampingConstant ? default : Duration(values.Items[^2], $"{kind}: interval") ?? default);
        if (problems.Count == before)
        {
            CheckRate(simulation, values);
        }

        return problems.Count == before ? simulation : null;
    }

    private void CheckRate(Simulation simulation, JsonPart values)
    {
        if (simulation.Kind == SimulationKind.InjectRandom && simulation.MaxRate < simulation.Rate)
        {
            problems.Add(values.Items[1].Offset, $"InjectRandom: expected a maxRate of at least the minRate {simulation.Rate}, found {simulation.MaxRate}");
        }

        if (!simulation.IsClosed && Math.Max(simulation.Rate, simulation.MaxRate) / simulation.Interval.Value.TotalSeconds > MaxPerSecond)
        {
            problems.Add(values.Offset, $"{simulation.Kind}: expected at most {MaxPerSecond:0} requests a second");
        }
    }

    private int Number(SimulationKind kind, JsonPart part, int index) =>
        problems.Whole(part, $"{kind}: {Values[kind][index]}", 1, Values[kind][0] == "copies" ? MaxCopies : MaxRate) ?? 0;

    private TimeSpan? Duration(JsonPart part, string what)
    {
        if (problems.Text(part, $"{what}: expected {DurationForm}") is not { } text)
        {
            return null;
        }

        if (ParseDuration(text) is { } value && value > TimeSpan.Zero)
        {
            return value;
        }

        problems.Add(part.Offset, $"{what}: expected {DurationForm}, found '{text}'");
        return null;
    }
}
