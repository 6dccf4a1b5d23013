using System.Text;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Load.Sockets;
using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

public sealed class RequestWriterTests
{
    private readonly RequestWriter writer = new();

    [Fact]
    public void A_plain_request_has_what_it_needs_and_no_more() =>
        Write(Get("/a?b=c")).ShouldBe("GET /base/a?b=c HTTP/1.1\r\nHost: target:81\r\n\r\n");

    [Fact]
    public void A_body_has_its_length_in_bytes_and_no_body_has_none_unless_one_is_expected()
    {
        Write(Post("Zoë")).ShouldBe("POST /base/ HTTP/1.1\r\nHost: target:81\r\nContent-Length: 4\r\n\r\nZoë");
        Write(Post(null)).ShouldEndWith("Content-Length: 0\r\n\r\n");
    }

    [Fact]
    public void The_profiles_own_headers_come_first_and_its_host_takes_the_targets_place() =>
        Write(Get("/") with { Headers = new Dictionary<string, string> { ["X-A"] = "b", ["host"] = "other" } })
            .ShouldBe("GET /base/ HTTP/1.1\r\nX-A: b\r\nhost: other\r\n\r\n");

    [Fact]
    public void Without_keep_alive_it_says_so() =>
        Write(Get("/"), new HttpSettings { KeepAlive = false }).ShouldContain("\r\nConnection: close\r\n");

    [Fact]
    public void Gaps_are_filled_by_the_journeys_values_and_its_row_of_the_feed()
    {
        var template = new RequestTemplate
        {
            Method = "PUT",
            Path = "/{{users.name}}/{{id}}",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json", ["X-Id"] = "{{id}}" },
            Body = """{"name":"{{users.name}}"}""",
        };

        Write(template).ShouldBe(
            "PUT /base/J%C3%BCrgen%20%22J%22/a%2Fb HTTP/1.1\r\nContent-Type: application/json\r\nX-Id: a/b\r\nHost: target:81\r\nContent-Length: 24\r\n\r\n"
            + """{"name":"Jürgen \"J\""}""");
    }

    [Fact]
    public void A_value_that_is_missing_or_cannot_stand_there_makes_no_request()
    {
        Try(Get("/{{missing}}"), new HttpSettings()).ShouldBeFalse();
        Try(Get("/") with { Headers = new Dictionary<string, string> { ["X-A"] = "{{users.name}}" } }, new HttpSettings()).ShouldBeFalse();
    }

    [Fact]
    public void A_header_that_follows_from_the_request_is_refused() =>
        Should.Throw<InvalidDataException>(() => Write(Get("/") with { Headers = new Dictionary<string, string> { ["content-length"] = "5" } }))
            .Message.ShouldContain("Content-Length");

    [Fact]
    public void A_request_that_is_the_same_each_time_is_written_once()
    {
        var flight = Flight(Get("/"), new HttpSettings());
        writer.TryWrite(flight, out _, out _);
        writer.TryWrite(flight, out var second, out _);
        writer.TryWrite(flight, out var third, out _);

        third.ShouldBeSameAs(second);
    }

    private static RequestTemplate Post(string? body) => new() { Method = "POST", Path = "/", Body = body };

    private string Write(RequestTemplate template, HttpSettings? http = null)
    {
        writer.TryWrite(Flight(template, http ?? new HttpSettings()), out var bytes, out var length).ShouldBeTrue();
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private bool Try(RequestTemplate template, HttpSettings http) => writer.TryWrite(Flight(template, http), out _, out _);

    private static Flight Flight(RequestTemplate template, HttpSettings http)
    {
        var feed = new Feed("users", FeedOrder.Circular, ["id", "name"], [["1", "Ann"], ["2", "Jürgen \"J\""]]);
        var flight = new Flight
        {
            Journey = new CompiledJourney([new Step(template, http, new Uri("http://target:81/base/"), new ValueNames([feed], 1))]),
            Ordinal = 1,
        };
        flight.Values["id"] = "a/b";
        return flight;
    }
}
