namespace ReefChaos.Tests.Engine.Profiles;

public sealed class ThresholdBinderTests : IDisposable
{
    private const string Requests = """ "requests": [{ "method": "GET", "path": "/" }] """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{ "OkRequest": "Percent > 90" }""", "availability > 90%")]
    [InlineData("""{ "OkRequest": "percent>=99.9" }""", "availability >= 99.9%")]
    [InlineData("""{ "FailRequest": "Percent < 10" }""", "availability > 90%")]
    [InlineData("""{ "FailRequest": "Percent <= 0.1" }""", "availability >= 99.9%")]
    [InlineData("""{ "OkRequest": "RPS >= 30" }""", "throughput >= 30/s")]
    [InlineData("""{ "OkRequest": "RPS > 0.5" }""", "throughput > 30/m")]
    [InlineData("""{ "OkLatency": "p75 < 80" }""", "latency.p75 < 80ms")]
    [InlineData("""{ "OkLatency": "P99 <= 1500" }""", "latency.p99 <= 1500ms")]
    [InlineData("""{ "OkLatency": " p50  <  0.5 " }""", "latency.p50 < 500us")]
    [InlineData("""{ "OkRequest": "Percent > 90" }, { "FailRequest": "Percent < 5" }, { "OkRequest": "Percent > 50" }""", "availability > 95%")]
    [InlineData("""{ "OkLatency": "p75 < 80" }, { "OkLatency": "p75 < 60" }, { "OkLatency": "p99 < 200" }""", "latency.p75 < 60ms, latency.p99 < 200ms")]
    [InlineData("""{ "OkRequest": "Percent > 90" }, { "OkRequest": "Percent >= 90" }""", "availability > 90%")]
    public void A_threshold_becomes_an_objective(string thresholds, string objectives) =>
        string.Join(", ", folder.Profile(Requests, Entry(thresholds)).Thresholds!.Objectives().Select(o => $"{o.Name} {o.Target}")).ShouldBe(objectives);

    [Theory]
    [InlineData("""{ "OkLatency": "max < 100" }""", "OkLatency: max is no objective; expected a percentile such as p99, in milliseconds, with < or <=, found 'max < 100'")]
    [InlineData("""{ "OkLatency": "mean < 100" }""", "OkLatency: mean is no objective")]
    [InlineData("""{ "OkLatency": "StdDev < 100" }""", "OkLatency: stddev is no objective")]
    [InlineData("""{ "OkLatency": "p75 > 80" }""", "with < or <=, found 'p75 > 80'")]
    [InlineData("""{ "OkLatency": "p100 < 80" }""", "OkLatency: expected a percentile such as p99")]
    [InlineData("""{ "OkLatency": "p75 < 80ms" }""", "OkLatency: expected a metric, a comparison and a number such as \"Percent > 99\", found 'p75 < 80ms'")]
    [InlineData("""{ "OkRequest": "Percent = 100" }""", "OkRequest: expected Percent up to 100 or RPS, with > or >=, found 'Percent = 100'")]
    [InlineData("""{ "OkRequest": "Percent > 101" }""", "OkRequest: expected Percent up to 100")]
    [InlineData("""{ "OkRequest": "Percent < 50" }""", "with > or >=")]
    [InlineData("""{ "OkRequest": "Count > 50" }""", "OkRequest: expected Percent up to 100 or RPS")]
    [InlineData("""{ "FailRequest": "RPS < 20" }""", "FailRequest: expected Percent up to 100, with < or <=, found 'RPS < 20'")]
    [InlineData("""{ "FailRequest": "Percent > 20" }""", "with < or <=")]
    [InlineData("""{ "OkRequest": ["Percent > 50"] }""", "OkRequest: expected a text such as \"Percent > 99\", found a list")]
    [InlineData("""{ "OkRequest": "" }""", "found ''")]
    [InlineData("""{ "FailLatency": "p75 < 80" }""", "FailLatency: a latency is over all requests here; take OkLatency")]
    [InlineData("""{ "OkDataTransfer": "p75 < 80" }""", "OkDataTransfer: sizes are not measured")]
    [InlineData("""{ "StatusCode": ["500", "Percent < 5"] }""", "StatusCode: statuses are not counted one by one; list the good ones in the requests' expect")]
    [InlineData("""{ "Metric": ["my-counter", "value < 1000"] }""", "Metric: a metric of NBomber code is not measured")]
    [InlineData("""{ "StepName": "login", "OkLatency": "p75 < 80" }""", "StepName: objectives are over all requests")]
    [InlineData("""{ "OkRequest": "Percent > 9", "AbortWhenErrorCount": 5 }""", "AbortWhenErrorCount: an objective ends no run; take MaxFailCount, or abort in the scenario file")]
    [InlineData("""{ "OkRequest": "Percent > 9", "StartCheckAfter": "00:00:10" }""", "StartCheckAfter: objectives are judged on the fault phase")]
    [InlineData("""{ "OkRequests": "Percent > 9" }""", "threshold: unknown key 'OkRequests'; did you mean 'OkRequest'?")]
    [InlineData("""{ "OkRequest": "Percent > 9", "OkLatency": "p75 < 80" }""", "threshold: expected one of OkRequest, FailRequest, OkLatency in each object")]
    [InlineData("""{ }""", "threshold: expected one of OkRequest, FailRequest, OkLatency in each object")]
    [InlineData("\"OkRequest\"", "threshold: expected an object, found 'OkRequest'")]
    public void A_threshold_without_an_objective_is_told_by_name(string threshold, string message)
    {
        var problem = folder.Problem(Requests, Entry("\n" + threshold));

        problem.Message.ShouldContain(message, Case.Sensitive);
        problem.Line.ShouldBe(2);
    }

    [Fact]
    public void No_list_of_thresholds_is_refused() =>
        folder.Problem(Requests, """ "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "ThresholdSettings": {}, """).Message
            .ShouldBe("ThresholdSettings: expected a list, found an object");

    private static string Entry(string thresholds) =>
        $$""" "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "ThresholdSettings": [{{thresholds}}], """;
}
