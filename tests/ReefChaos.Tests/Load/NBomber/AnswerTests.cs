using System.Text;
using ReefChaos.Histories;
using ReefChaos.Load.NBomber;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class AnswerTests
{
    private const string Json = """{ "id": 7, "user": { "name/full": "Ada" }, "items": [ "a", "b" ] }""";

    private static readonly RequestTemplate Any = new() { Method = "GET", Path = "/" };

    private readonly Dictionary<string, string> values = [];

    [Theory]
    [InlineData(204, null)]
    [InlineData(503, "status-503")]
    public void Success_is_200_to_299(int status, string? failure) => Of(Json, status).Check(Any, values).ShouldBe(failure);

    [Fact]
    public void An_expected_status_is_a_success_and_no_other_is()
    {
        var step = Any with { Expected = [404] };

        Of(Json, 404).Check(step, values).ShouldBeNull();
        Of(Json, 200).Check(step, values).ShouldBe("status-200");
    }

    [Theory]
    [InlineData(null, "Ada", null)]
    [InlineData(null, "Bob", FailureKinds.Body)]
    [InlineData("/id", "7", null)]
    [InlineData("/user/name~1full", "Ada", null)]
    [InlineData("/items/1", "b", null)]
    [InlineData("/items/2", "b", FailureKinds.Body)]
    [InlineData("/user/none", "", FailureKinds.Body)]
    public void A_body_is_checked_as_a_whole_or_at_a_pointer(string? at, string text, string? failure) =>
        Of(Json).Check(Any with { Checks = [new BodyCheck(at, text)] }, values).ShouldBe(failure);

    [Fact]
    public void A_body_that_is_no_JSON_has_nothing_at_a_pointer() =>
        Of("{").Check(Any with { Checks = [new BodyCheck("/id", "7")] }, values).ShouldBe(FailureKinds.Body);

    [Fact]
    public void Values_are_carried_over_from_body_and_header()
    {
        var step = Any with
        {
            Extractions = [new Extraction("id", ExtractionSource.Json, "/id"), new Extraction("tag", ExtractionSource.Header, "ETag")],
        };

        Of(Json).Check(step, values).ShouldBeNull();

        values.ShouldBe(new Dictionary<string, string> { ["id"] = "7", ["tag"] = "\"x\"" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(ExtractionSource.Json, "/none")]
    [InlineData(ExtractionSource.Header, "X-None")]
    public void An_answer_without_the_value_has_failed(ExtractionSource from, string place) =>
        Of(Json).Check(Any with { Extractions = [new Extraction("v", from, place)] }, values).ShouldBe(FailureKinds.Extraction);

    private static Answer Of(string body, int status = 200)
    {
        var response = new HttpResponseMessage();
        response.Headers.Add("ETag", "\"x\"");
        return new Answer(status, response.Headers, response.Content.Headers, Encoding.UTF8.GetBytes(body));
    }
}
