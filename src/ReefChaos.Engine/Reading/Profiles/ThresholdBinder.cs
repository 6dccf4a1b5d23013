using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Engine.Planning;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads NBomber's ThresholdSettings as objectives. What has no objective of the same sense is a problem by name.</summary>
/// <remarks>Ours are stricter: a latency is over all requests, failed ones too, and from the intended start.</remarks>
internal sealed partial class ThresholdBinder(ProfileProblems problems)
{
    private const string Example = "{ \"OkRequest\": \"Percent > 99\" }";

    private static readonly string[] Supported = ["OkRequest", "FailRequest", "OkLatency"];

    /// <summary>The types of thresholds, and the settings beside them, that we cannot follow.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["FailLatency"] = "a latency is over all requests here; take OkLatency",
        ["OkDataTransfer"] = "sizes are not measured; leave it out",
        ["FailDataTransfer"] = "sizes are not measured; leave it out",
        ["StatusCode"] = "statuses are not counted one by one; list the good ones in the requests' expect, and take OkRequest",
        ["Metric"] = "a metric of NBomber code is not measured; leave it out",
        ["StepName"] = "objectives are over all requests of a profile; give those of a step a profile of their own",
        ["AbortWhenErrorCount"] = "an objective ends no run; take MaxFailCount, or abort in the scenario file",
        ["StartCheckAfter"] = "objectives are judged on the fault phase; take phases in the scenario file",
    };

    [GeneratedRegex(@"^\s*([A-Za-z0-9.]+)\s*(<=|>=|==|!=|<|>|=)\s*([0-9]+(?:\.[0-9]+)?)\s*$")]
    private static partial Regex Form();

    public Slo? Bind(JsonPart list)
    {
        Slo? slo = null;
        foreach (var item in problems.Items(list, "ThresholdSettings"))
        {
            var members = problems.Members(item, "threshold", [], [.. Supported, .. Refused.Keys]);
            foreach (var (name, offset, _) in members.Values.Where(m => Refused.ContainsKey(m.Name)))
            {
                problems.Add(offset, $"{name}: {Refused[name]}");
            }

            var types = members.Values.Where(m => Supported.Contains(m.Name)).ToList();
            if (types.Count == 1)
            {
                slo = Bind(types[0]) is { } bound ? StricterSlo.Of(bound, slo) : slo;
            }
            else if (item.Kind == JsonTokenType.StartObject && (types.Count > 1 || item.Members.Count == 0))
            {
                problems.Add(item.Offset, $"threshold: expected one of {string.Join(", ", Supported)} in each object, such as {Example}");
            }
        }

        return slo;
    }

    private Slo? Bind(JsonMember member)
    {
        var (type, _, part) = member;
        if (problems.Text(part, $"{type}: expected a text such as \"Percent > 99\"") is not { } text)
        {
            return null;
        }

        if (Form().Match(text) is not { Success: true } match)
        {
            problems.Add(part.Offset, $"{type}: expected a metric, a comparison and a number such as \"Percent > 99\", found {ProfileProblems.Shown(part)}");
            return null;
        }

        var (metric, sign) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value);
        var number = double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
        var slo = (type, metric) switch
        {
            ("OkRequest", "percent") when number <= 100 && Comparison(sign, ">") is { } c => Availability(c, number),
            ("FailRequest", "percent") when number <= 100 && Comparison(sign, "<") is { } c => Availability(Turned(c), 100 - number),
            ("OkRequest", "rps") when number <= 1e6 && Comparison(sign, ">") is { } c => new Slo { Throughput = new(c, new Frequency(number)) },
            ("OkLatency", _) when Percentile.TryParse(metric, null, out var p) && number <= 86_400_000 && Comparison(sign, "<") is { } c =>
                new Slo { Latency = new Dictionary<Percentile, Bound<Duration>> { [p] = new(c, TimeSpan.FromMilliseconds(number)) } },
            _ => null,
        };
        if (slo is null)
        {
            problems.Add(part.Offset, $"{type}: {Remedy(type, metric)}, found {ProfileProblems.Shown(part)}");
        }

        return slo;
    }

    private static string Remedy(string type, string metric) => type switch
    {
        "OkRequest" => "expected Percent up to 100 or RPS, with > or >=",
        "FailRequest" => "expected Percent up to 100, with < or <=",
        _ when metric is "min" or "mean" or "max" or "stddev" => $"{metric} is no objective; expected a percentile such as p99, in milliseconds, with < or <=",
        _ => "expected a percentile such as p99, in milliseconds, with < or <=",
    };

    private static Slo Availability(Comparison comparison, double percent) =>
        new() { Availability = new(comparison, new Ratio(Math.Round(percent, 10) / 100)) };

    /// <summary>Null for the other direction, and for an exact value, which nothing measured has.</summary>
    private static Comparison? Comparison(string sign, string direction) => !sign.StartsWith(direction, StringComparison.Ordinal) ? null
        : sign switch { ">" => Scenarios.Comparison.Above, ">=" => Scenarios.Comparison.AtLeast, "<" => Scenarios.Comparison.Below, _ => Scenarios.Comparison.AtMost };

    /// <summary>So many failures at most are so many good answers at least.</summary>
    private static Comparison Turned(Comparison comparison) =>
        comparison == Scenarios.Comparison.Below ? Scenarios.Comparison.Above : Scenarios.Comparison.AtLeast;
}
