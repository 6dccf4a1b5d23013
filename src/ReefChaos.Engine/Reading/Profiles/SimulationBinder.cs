using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads NBomber's load simulations: each a kind, and the list of its values.</summary>
internal sealed class SimulationBinder(ProfileProblems problems)
{
    /// <summary>More a second than one load worker can send.</summary>
    public const double MaxPerSecond = 100_000;

    private const int MaxRate = 10_000_000;
    private const int MaxCopies = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>NBomber's names, with the values that each takes.</summary>
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["Inject"] = ["rate", "interval", "during"],
        ["InjectRandom"] = ["minRate", "maxRate", "interval", "during"],
        ["RampingInject"] = ["rate", "interval", "during"],
        ["KeepConstant"] = ["copies", "during"],
        ["RampingConstant"] = ["copies", "during"],
        ["IterationsForInject"] = ["rate", "interval", "iterations"],
        ["IterationsForConstant"] = ["copies", "iterations"],
        ["Pause"] = ["during"],
    };

    private static readonly IReadOnlyList<string> Names = [.. Values.Keys];

    public IReadOnlyList<Simulation> BindAll(JsonPart list)
    {
        var items = problems.Items(list, "LoadSimulationsSettings");
        if (items.Count == 0 && list.Kind == JsonTokenType.StartArray)
        {
            problems.Add(list.Offset, "LoadSimulationsSettings: expected at least one simulation");
        }

        var simulations = items.Select(Bind).ToList();
        for (var i = 0; i < items.Count - 1; i++)
        {
            if (simulations[i]?.Kind == SimulationKind.IterationsForConstant)
            {
                problems.Add(items[i].Offset, "IterationsForConstant: how long it takes depends on the target, so nothing can follow it; make it the last, or take KeepConstant");
            }
        }

        return [.. simulations.OfType<Simulation>()];
    }

    private Simulation? Bind(JsonPart part)
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

        var (name, offset, value) = part.Members[0];
        if (!Names.Contains(name))
        {
            problems.Add(offset, $"unknown simulation '{name}'{NearestName.Hint(name, Names)}; expected one of {string.Join(", ", Names)}");
            return null;
        }

        return name == "Pause"
            ? problems.Length(value, "Pause: during") is { } pause ? new Simulation(SimulationKind.Pause, pause) : null
            : Bind(name, value);
    }

    private Simulation? Bind(string name, JsonPart values)
    {
        var form = $"{name}: expected [{string.Join(", ", Values[name])}]";
        if (!problems.Is(values, JsonTokenType.StartArray, form))
        {
            return null;
        }

        if (values.Items.Count != Values[name].Length)
        {
            problems.Add(values.Offset, $"{form}, found {values.Items.Count} values");
            return null;
        }

        var before = problems.Count;
        var (numbers, durations) = (new List<int>(), new List<TimeSpan>());
        foreach (var (value, part) in Values[name].Zip(values.Items))
        {
            if (value is "interval" or "during")
            {
                durations.Add(problems.Length(part, $"{name}: {value}") ?? default);
            }
            else
            {
                numbers.Add(problems.Whole(part, $"{name}: {value}", Least(name, value), value == "copies" ? MaxCopies : MaxRate) ?? 0);
            }
        }

        var simulation = problems.Count == before ? Of(name, numbers, durations, values) : null;
        return problems.Count == before ? simulation : null;
    }

    private Simulation? Of(string name, List<int> numbers, List<TimeSpan> durations, JsonPart values)
    {
        if (name == "InjectRandom" && numbers[1] < numbers[0])
        {
            problems.Add(values.Items[1].Offset, $"InjectRandom: expected a maxRate of at least the minRate {numbers[0]}, found {numbers[1]}");
        }

        var isOpen = durations.Count > 0 && Values[name].Contains("interval");
        if (isOpen && (name == "InjectRandom" ? numbers[1] : numbers[0]) / durations[0].TotalSeconds > MaxPerSecond)
        {
            problems.Add(values.Offset, $"{name}: expected at most {MaxPerSecond:0} requests a second");
        }

        return name switch
        {
            "InjectRandom" => new Simulation(SimulationKind.InjectRandom, durations[1], numbers[0], numbers[1], durations[0]),
            "IterationsForInject" => Iterations(numbers, durations[0], values.Items[2]),
            "IterationsForConstant" => new Simulation(SimulationKind.IterationsForConstant, Longest, numbers[0]) { Iterations = numbers[1] },
            _ when isOpen => new Simulation(Enum.Parse<SimulationKind>(name), durations[1], numbers[0], Interval: durations[0]),
            _ => new Simulation(Enum.Parse<SimulationKind>(name), durations[0], numbers[0]),
        };
    }

    /// <summary>An injection of exactly that length; rounded down, as rounded up it would have room for one more.</summary>
    private Simulation? Iterations(List<int> numbers, TimeSpan interval, JsonPart part)
    {
        var ticks = (Int128)interval.Ticks * numbers[1] / numbers[0];
        if (ticks < Longest.Ticks)
        {
            return new Simulation(SimulationKind.Inject, TimeSpan.FromTicks((long)ticks), numbers[0], Interval: interval);
        }

        problems.Add(part.Offset, $"IterationsForInject: {numbers[1]} iterations take 24 hours or more at this rate");
        return null;
    }

    /// <summary>Down to zero is a ramp like any other.</summary>
    private static int Least(string name, string value) => value == "minRate" || name is "RampingInject" or "RampingConstant" ? 0 : 1;
}
