using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

/// <summary>What both paths, the fast one and the general one, do alike. Real sockets, on loopback.</summary>
public sealed class PathsTests : IDisposable
{
    private readonly StubTarget target = new();

    public void Dispose() => target.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Every_outcome_has_its_kind(bool general, bool tls)
    {
        using var stub = new StubTarget(tls);
        var kinds = new Dictionary<string, string?>
        {
            ["/ok"] = null,
            ["/chunked"] = null,
            ["/to-the-end"] = null,
            ["/once"] = null,
            ["/busy"] = "status-503",
            ["/never"] = "timeout",
            ["/reset"] = "connection",
            ["/half"] = "connection",
            ["/garbage"] = "protocol",
            ["/endless"] = "too-long",
        };
        var profile = Of(Inject(60)) with
        {
            Journeys = [.. kinds.Keys.Select(p => new Journey(p, 1, [Post(p)]))],
            // An answer that is too long must have been received before, and that takes a busy machine longer where it is encrypted.
            Timeout = TimeSpan.FromSeconds(tls ? 10 : 3),
            Http = new HttpSettings { Tls = tls ? new TlsSettings(Verify: false) : null },
        };

        var run = WorkerRun.Of(profile, stub.Url, 2, general);

        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(120).CountBy(a => kinds.Values.ElementAt(a.Journey) ?? "ok").ToDictionary(c => c.Key, c => (long)c.Value);
        planned.Count.ShouldBe(6);
        run.Failures.Append(new("ok", run.Ok)).ShouldBe(planned, ignoreOrder: true);
        (run.Requests, run.Report.Due, run.Report.Sent, run.Report.Unsent).ShouldBe((120, 120, 120, 0));
        stub.RequestsOf("/reset").ShouldBe((int)new ArrivalSchedule(profile, 42).Arrivals().Take(120).Count(a => kinds.Keys.ElementAt(a.Journey) == "/reset"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_are_carried_from_step_to_step(bool general)
    {
        var login = Post("/login") with
        {
            Checks = [new BodyCheck("/user/token", "t/1"), new BodyCheck(null, "user")],
            Extractions = [new Extraction("token", ExtractionSource.Json, "/user/token"), new Extraction("session", ExtractionSource.Header, "x-session")],
        };
        var profile = Of(Inject(10), login, Post("/{{token}}/{{people.name}}") with { Headers = new Dictionary<string, string> { ["X-Session"] = "{{session}}" } }, Post("/ok"))
            with
        { Feeds = [new Feed("people", FeedOrder.Circular, ["name"], [["Ann"], ["Bob"]])] };
        target.Unknown = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

        var run = WorkerRun.Of(profile, target.Url, 1, general);

        run.Failures.ShouldBeEmpty();
        (run.Ok, target.RequestsOf("/login"), target.RequestsOf("/t%2F1/Ann"), target.RequestsOf("/t%2F1/Bob"), target.RequestsOf("/ok")).ShouldBe((30, 10, 5, 5, 10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_answer_that_is_not_as_expected_is_a_failure(bool general)
    {
        RequestTemplate[] requests =
        [
            Post("/login") with { Checks = [new BodyCheck("/user/token", "other")] },
            Post("/ok") with { Checks = [new BodyCheck(null, "nowhere")] },
            Post("/login") with { Extractions = [new Extraction("x", ExtractionSource.Json, "/user/x")] },
            Post("/ok") with { Extractions = [new Extraction("x", ExtractionSource.Header, "X-X")] },
            Post("/busy") with { Expected = [503] },
            Post("/ok") with { Expected = [404] },
        ];
        var profile = Of(Inject(60)) with { Journeys = [.. requests.Select((r, i) => new Journey($"{i}", 1, [r]))] };

        var run = WorkerRun.Of(profile, target.Url, 1, general);

        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(60)
            .CountBy(a => a.Journey switch { 0 or 1 => "body", 2 or 3 => "extraction", 4 => "ok", _ => "status-200" }).ToDictionary(c => c.Key, c => (long)c.Value);
        run.Failures.Append(new("ok", run.Ok)).ShouldBe(planned, ignoreOrder: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Connections_are_used_again_and_no_more_are_opened_than_allowed(bool general)
    {
        var profile = Of(Copies(8), Post("/ok")) with { Http = new HttpSettings { MaxConnections = 2 } };

        var run = WorkerRun.Of(profile, target.Url, 0.5, general);

        run.Failures.ShouldBeEmpty();
        run.Ok.ShouldBeGreaterThan(8);
        target.Connections.ShouldBeInRange(1, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_keep_alive_each_request_has_a_connection_of_its_own(bool general)
    {
        var run = WorkerRun.Of(Of(Inject(20), Post("/ok")) with { Http = new HttpSettings { KeepAlive = false } }, target.Url, 1, general);

        (run.Ok, target.Connections).ShouldBe((20, 20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_waits_for_a_connection_times_out_too(bool general)
    {
        var profile = Of(Inject(20), Post("/never")) with { Http = new HttpSettings { MaxConnections = 1 }, Timeout = TimeSpan.FromSeconds(0.5) };

        var run = WorkerRun.Of(profile, target.Url, 1, general);

        run.Failures.ShouldBe(new Dictionary<string, long> { ["timeout"] = 20 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_target_that_refuses_is_no_busy_loop_in_a_closed_loop(bool general)
    {
        using var absent = new AbsentTarget();

        var run = WorkerRun.Of(Of(Copies(2), Post("/ok")), absent.Url, 0.5, general);

        run.Failures.Keys.ShouldBe(["connection"]);
        run.Requests.ShouldBeInRange(2, 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_name_that_is_not_known_is_told_apart(bool general)
    {
        var run = WorkerRun.Of(Of(Inject(10), Post("/ok")) with { Timeout = TimeSpan.FromSeconds(30) }, "http://no-such-target.invalid", 1, general);

        run.Failures.ShouldBe(new Dictionary<string, long> { ["dns"] = 10 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_name_is_looked_up(bool general)
    {
        // It listens on IPv4 alone, and the name may mean IPv6 first.
        var run = WorkerRun.Of(Of(Inject(10), Post("/ok")), target.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), 1, general);

        run.Ok.ShouldBe(10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slices_send_exactly_the_whole(bool general)
    {
        var profile = Of(Inject(60)) with { Journeys = [new Journey("a", 1, [Post("/ok")]), new Journey("b", 2, [Post("/busy")])] };

        var runs = Enumerable.Range(0, 3).Select(i => WorkerRun.Of(profile, target.Url, 1, general, new LoadSlice(i, 3))).ToList();

        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(60).ToList();
        (target.RequestsOf("/ok"), target.RequestsOf("/busy")).ShouldBe((planned.Count(a => a.Journey == 0), planned.Count(a => a.Journey == 1)));
        runs.Sum(r => r.Report.Due).ShouldBe(60);
        runs.ShouldAllBe(r => r.Requests == 20);
    }

    [Fact]
    public void A_request_larger_than_the_sockets_buffer_arrives_whole()
    {
        var profile = Of(Inject(4), Post("/swallow") with { Body = new string('x', 8 << 20) });

        WorkerRun.Of(profile, target.Url).Ok.ShouldBe(4);
    }

    [Fact]
    public void A_connection_that_the_target_closes_while_idle_is_not_used_again()
    {
        // Far enough apart for a busy machine to close one in time.
        var run = WorkerRun.Of(Of(Inject(4), Post("/then-close")), target.Url, 5);

        (run.Ok, run.Failures.Count, target.Connections).ShouldBe((20, 0, 20));
    }

    private static RequestTemplate Post(string path) => new() { Method = "POST", Path = path, Body = "{}" };
}
