using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class JourneyBinderTests : IDisposable
{
    private const string Closed = """ "LoadSimulationsSettings": [{ "KeepConstant": [4, "00:00:30"] }], """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_journey_has_steps_and_stands_beside_requests()
    {
        var profile = folder.Profile("""
            "feeds": { "users": { "rows": [{ "name": "ann", "age": 7 }] } },
            "requests": [
              { "method": "GET", "path": "/health" },
              { "journey": "buy", "weight": 2, "steps": [
                { "method": "POST", "path": "/orders?by={{users.name}}", "body": { "card": "{{users.age}}" }, "check": { "/order/state": "new", "/order/age": 7, "/a~1b": true },
                  "extract": { "orderId": "json:/order/id", "at": "header:Location" } },
                { "method": "GET", "path": "{{at}}", "think": "200ms", "headers": { "X-Order": "n-{{ orderId }}" }, "check": { "contains": "approved" } }
              ] }
            ]
            """);

        profile.Journeys.Select(j => (j.Name, j.Weight, j.Steps.Count)).ShouldBe([("GET /health", 1, 1), ("buy", 2, 2)]);
        var (first, second) = (profile.Journeys[1].Steps[0], profile.Journeys[1].Steps[1]);
        first.Body.ShouldBe("""{"card":"{{users.age}}"}""");
        first.Checks.ShouldBe([new BodyCheck("/order/state", "new"), new BodyCheck("/order/age", "7"), new BodyCheck("/a~1b", "true")]);
        first.Extractions.ShouldBe([new Extraction("orderId", ExtractionSource.Json, "/order/id"), new Extraction("at", ExtractionSource.Header, "Location")]);
        (second.Path, second.Think).ShouldBe(("{{at}}", Duration.Parse("200ms")));
        second.Headers["x-order"].ShouldBe("n-{{ orderId }}");
        second.Checks.ShouldBe([new BodyCheck(null, "approved")]);
    }

    [Fact]
    public void A_closed_loop_may_wait_before_its_first_step() =>
        folder.Profile(""" "requests": [{ "method": "GET", "path": "/", "think": "1s" }] """, Closed).Journeys[0].Steps[0].Think.ShouldBe(Duration.Parse("1s"));

    [Theory]
    [InlineData("""{ "journey": "buy", "steps": [] }""", "steps: expected at least one request")]
    [InlineData("""{ "journey": "buy", "steps": { } }""", "steps: expected a list, found an object")]
    [InlineData("""{ "journey": "buy" }""", "journey: 'steps' is missing")]
    [InlineData("""{ "steps": [{ "method": "GET", "path": "/" }] }""", "journey: 'journey' is missing")]
    [InlineData("""{ "journey": " ", "steps": [{ "method": "GET", "path": "/" }] }""", "journey: expected a name, found an empty text")]
    [InlineData("""{ "journey": 7, "steps": [{ "method": "GET", "path": "/" }] }""", "journey: expected a name such as \"buy\", found 7")]
    [InlineData("""{ "journey": "buy", "weight": 0, "steps": [{ "method": "GET", "path": "/" }] }""", "weight: expected a whole number from 1 to 1000000, found 0")]
    [InlineData("""{ "journey": "buy", "steps": [{ "method": "GET", "path": "/", "weight": 2 }] }""", "request: unknown key 'weight'")]
    [InlineData("""{ "journey": "buy", "think": "1s", "steps": [{ "method": "GET", "path": "/" }] }""", "journey: unknown key 'think'")]
    [InlineData("""{ "method": "GET", "path": "/", "think": "1s" }""", "think: a journey of an open loop begins when it is due, so its first step cannot wait; leave it out")]
    [InlineData("""{ "method": "GET", "path": "/", "think": 1 }""", "think: expected a duration from 1ms to 1h such as \"2s\", found 1")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { } }""", "check: expected at least one, such as { \"contains\": \"approved\" }")]
    [InlineData("""{ "method": "GET", "path": "/", "check": "paid" }""", "check: expected an object such as")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "contain": "paid" } }""", "check: 'contain' is neither contains nor a JSON Pointer such as /order/state; did you mean 'contains'?")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "/a~2": "paid" } }""", "check: '/a~2' is neither contains nor a JSON Pointer")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "contains": "" } }""", "check: contains: expected a text, found an empty one")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "contains": 7 } }""", "check: contains: expected a text, found 7")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "/a": null } }""", "check: /a: expected a text, a number, true or false, found null")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "/a": 1, "/a": 2 } }""", "check: '/a' stands here a second time")]
    [InlineData("""{ "method": "GET", "path": "/", "check": { "/a": "{{x}}" } }""", "check: /a: no values are put in here; {{…}} works in path, header values and body")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": { "a.b": "json:/a" } }""", "extract: expected a name of letters, digits, '_' and '-', found 'a.b'")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": { "a": "/a" } }""", "extract: a: expected \"json:\" with a JSON Pointer, as in json:/order/id, or \"header:\" with a name, as in header:Location, found '/a'")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": { "a": "json:a" } }""", "found 'json:a'")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": { "a": "header:a b" } }""", "found 'header:a b'")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": { "a": 7 } }""", "extract: a: expected a text such as \"json:/order/id\", found 7")]
    [InlineData("""{ "method": "GET", "path": "/", "extract": [] }""", "extract: expected an object such as")]
    [InlineData("""{ "method": "POST", "path": "/", "headers": { "content-length": "7" } }""", "headers: 'content-length' is set by the load worker itself; leave it out")]
    [InlineData("""{ "method": "POST", "path": "/", "headers": { "Transfer-Encoding": "chunked" } }""", "'Transfer-Encoding' is set by the load worker itself")]
    public void What_is_no_request_is_refused_at_its_place(string item, string message)
    {
        var problem = folder.Problem($$""" "requests": [{{"\n"}}{{item}}] """);

        problem.Message.ShouldContain(message, Case.Sensitive);
        problem.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{ "method": "GET", "path": "/{{user.name}}" }""", "path: there is no feed 'user'; did you mean 'users'?")]
    [InlineData("""{ "method": "GET", "path": "/{{users.nam}}" }""", "path: the feed 'users' has no column 'nam'; did you mean 'name'?; there are: name, bio")]
    [InlineData("""{ "method": "GET", "path": "/{{users}}" }""", "path: 'users' is a feed; name one of its columns, as in {{users.column}}")]
    [InlineData("""{ "method": "GET", "path": "/{{id}}" }""", "path: 'id' is not extracted by a step before this one")]
    [InlineData("""{ "method": "GET", "path": "/{{id}}", "extract": { "id": "json:/id" } }""", "path: 'id' is not extracted by a step before this one")]
    [InlineData("""{ "method": "GET", "path": "/{{id" }""", "path: '{{' without '}}'; a value is put in by {{feed.column}} or {{variable}}")]
    [InlineData("""{ "method": "GET", "path": "/ {{users.name}}" }""", "path: expected a path that starts with one '/'")]
    [InlineData("""{ "method": "GET", "path": "{{users.bio}}" }""", "path: row 2 of the feed 'users' has a 'bio' that is no path that starts with one '/'")]
    [InlineData("""{ "method": "GET", "path": "x{{users.name}}" }""", "path: expected a path that starts with one '/'")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "X-Bio": "{{users.bio}}" } }""", "headers: X-Bio: row 2 of the feed 'users' has a 'bio' that is not printable ASCII, and so no value of a header")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "X-Id": "{{id}}" } }""", "headers: X-Id: 'id' is not extracted by a step before this one")]
    [InlineData("""{ "method": "POST", "path": "/", "body": "{{id}}" }""", "body: 'id' is not extracted by a step before this one")]
    [InlineData("""{ "method": "POST", "path": "/", "body": { "a": ["{{users.mail}}"] } }""", "body: the feed 'users' has no column 'mail'")]
    [InlineData("""{ "journey": "a", "steps": [{ "method": "GET", "path": "/", "extract": { "orderId": "json:/id" } }, { "method": "GET", "path": "/{{orderid}}" }] }""", "path: 'orderid' is not extracted by a step before this one; did you mean 'orderId'?")]
    public void A_name_that_stands_for_nothing_is_refused(string item, string message)
    {
        var problem = folder.Problem($$""" "feeds": { "users": { "rows": [{ "name": "ann", "bio": "/a" }, { "name": "é", "bio": "é" }] } }, "requests": [{{"\n"}}{{item}}] """);

        problem.Message.ShouldContain(message, Case.Sensitive);
        problem.Line.ShouldBe(3);
    }

    [Fact]
    public void What_one_journey_extracts_is_not_there_in_another() => folder.Problem("""
        "requests": [
          { "journey": "a", "steps": [{ "method": "GET", "path": "/", "extract": { "id": "json:/id" } }, { "method": "GET", "path": "/{{id}}" }] },
          { "journey": "b", "steps": [{ "method": "GET", "path": "/{{id}}" }] }
        ]
        """).Message.ShouldStartWith("path: 'id' is not extracted");

    [Fact]
    public void Names_of_a_feed_with_problems_are_not_problems_of_their_own() => folder.Problem("""
        "feeds": { "users": { "rows": [] } }, "requests": [{ "method": "GET", "path": "/{{users.name}}" }]
        """).Message.ShouldBe("feeds: users: rows: there are no rows");

    [Fact]
    public void Journeys_have_names_of_their_own() => folder.Problem("""
        "requests": [
          { "journey": "a", "steps": [{ "method": "GET", "path": "/" }] },
          { "journey": "a", "steps": [{ "method": "GET", "path": "/" }] }
        ]
        """).Message.ShouldBe("journey: there is a 'a' already");
}
