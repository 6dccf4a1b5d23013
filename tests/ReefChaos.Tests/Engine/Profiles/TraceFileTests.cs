using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class TraceFileTests : IDisposable
{
    private const string Custom = """ "trace": { "file": "arrivals.csv" }, "requests": [{ "method": "GET", "path": "/" }] """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("0\n0.5\n0.5\n1.75\n", "0 0.5 0.5 1.75", 2)]
    [InlineData("seconds,path\r\n1.5,/a\r\n2,/b", "1.5 2", 3)]
    [InlineData("0", "0", 1)]
    [InlineData("3.9999999", "4", 5)]
    [InlineData("1e1\n86399.5", "10 86399.5", 86_400)]
    [InlineData("time\n2026-01-31T23:59:59.5Z\n2026-02-01T00:00:01+00:00\n2026-02-01T01:00:01.000001+01:00", "0 1.5 1.500001", 2)]
    [InlineData("2026-01-31 10:00:00\n2026-01-31 10:00:00.123456789\n2026-01-31T10:01Z\n", "0 0.123457 60", 61)]
    public void A_trace_lasts_to_the_whole_second_after_its_last_arrival(string csv, string starts, int seconds)
    {
        folder.Write("arrivals.csv", csv);

        var trace = folder.Profile(Custom, entry: "").Simulations.ShouldHaveSingleItem();

        (trace.Kind, trace.During.Value).ShouldBe((SimulationKind.Replay, TimeSpan.FromSeconds(seconds)));
        string.Join(' ', trace.Trace!.Select(t => t.ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(starts);
    }

    [Theory]
    [InlineData("", 1, 1, "the trace has no arrivals")]
    [InlineData("seconds\n", 1, 1, "the trace has no arrivals")]
    [InlineData("0\n2\n1.5\n", 3, 1, "expected rising times, found one 0.5 s before the last")]
    [InlineData("0\n-1\n", 2, 1, "expected seconds such as 12.5, or a timestamp such as 2026-01-31T12:00:00.5Z, found '-1'")]
    [InlineData("0\nnow\n", 2, 1, "found 'now'")]
    [InlineData("0\n\n1\n", 2, 1, "found ''")]
    [InlineData("0\n2026-01-31T10:00:00Z\n", 2, 1, "expected seconds as in the rows before, found '2026-01-31T10:00:00Z'")]
    [InlineData("2026-01-31T10:00:00Z\n7\n", 2, 1, "expected a timestamp as in the rows before, found '7'")]
    [InlineData("2026-13-31T10:00:00Z\n", 1, 1, "found '2026-13-31T10:00:00Z'")]
    [InlineData("86400\n", 1, 1, "expected arrivals within 24 hours, found one after 86400 s")]
    [InlineData("1738317600.5\n", 1, 1, "expected arrivals within 24 hours")]
    [InlineData("0\n\"1\n", 2, 1, "not CSV: this quote is never closed")]
    public void A_trace_that_is_none_is_refused_at_the_place_in_its_own_file(string csv, int line, int column, string message)
    {
        var path = folder.Write("arrivals.csv", csv);

        var problem = folder.ReadCustom(Custom, entry: "").Problems[0];

        problem.Message.ShouldContain(message);
        (problem.File, problem.Line, problem.Column).ShouldBe((path, line, column));
    }

    [Fact]
    public void A_trace_that_no_load_worker_can_send_is_refused()
    {
        folder.Write("arrivals.csv", string.Concat(Enumerable.Repeat("0\n", 100_001)));

        folder.Problem(Custom, entry: "").ToString().ShouldContain("arrivals.csv:100001:1: error: expected at most 100000 arrivals a second");
    }

    [Theory]
    [InlineData(""" "trace": "arrivals.csv" """, "trace: expected an object, found 'arrivals.csv'")]
    [InlineData(""" "trace": { } """, "trace: 'file' is missing")]
    [InlineData(""" "trace": { "file": "none.csv" } """, "none.csv' cannot be read")]
    [InlineData(""" "trace": { "file": "arrivals.csv", "speed": 2 } """, "trace: unknown key 'speed'")]
    [InlineData(""" "trace": { "file": "arrivals.csv" }, "arrivals": "poisson" """, "arrivals: only Inject and RampingInject take a pattern, and there is none of them")]
    public void A_trace_that_cannot_be_had_is_refused_where_it_is_named(string trace, string message)
    {
        folder.Write("arrivals.csv", "0\n");

        var problem = folder.Problem(trace + """, "requests": [{ "method": "GET", "path": "/" }]""", entry: "");

        problem.Message.ShouldContain(message);
        problem.File.ShouldBe(folder.Config);
    }

    [Fact]
    public void A_trace_stands_in_place_of_simulations()
    {
        folder.Write("arrivals.csv", "0\n");

        folder.Problem(Custom).Message.ShouldBe("trace: stands in place of LoadSimulationsSettings; leave one of them out");
    }

    [Fact]
    public void A_default_trace_is_for_those_without_simulations()
    {
        folder.Write("arrivals.csv", "0\n");
        const string Global = """ "GlobalCustomSettings": { "trace": { "file": "arrivals.csv" } }, """;
        const string Requests = """ "requests": [{ "method": "GET", "path": "/" }] """;

        folder.Profile(Requests, entry: "", Global).Simulations[0].Kind.ShouldBe(SimulationKind.Replay);
        folder.Profile(Requests, global: Global).Simulations[0].Kind.ShouldBe(SimulationKind.Inject);
    }
}
