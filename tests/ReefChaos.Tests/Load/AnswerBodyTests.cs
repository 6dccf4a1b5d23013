using System.Text;
using ReefChaos.Load.Requests;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Load;

public sealed class AnswerBodyTests
{
    private const string Json = """{ "id": 7, "name": "Zoë", "a/b": { "~": [10, { "x": null }] }, "": true, "list": [] }""";

    [Theory]
    [InlineData("/id", "7")]
    [InlineData("/name", "Zoë")]
    [InlineData("/a~1b/~0/0", "10")]
    [InlineData("/a~1b/~0/1/x", "null")]
    [InlineData("/a~1b/~0/1", """{ "x": null }""")]
    [InlineData("/", "true")]
    [InlineData("", Json)]
    [InlineData("/missing", null)]
    [InlineData("/id/0", null)]
    [InlineData("/a~1b/~0/2", null)]
    [InlineData("/a~1b/~0/00", null)]
    [InlineData("/a~1b/~0/-", null)]
    public void A_pointer_finds_its_value(string place, string? value) => Body(Json).At(place).ShouldBe(value);

    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("{\"id\":")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    public void What_is_no_JSON_has_no_values(string body) => Body(body).At("/id").ShouldBeNull();

    [Fact]
    public void A_check_compares_a_value_or_looks_for_a_text()
    {
        Body(Json).Meets(new BodyCheck("/id", "7")).ShouldBeTrue();
        Body(Json).Meets(new BodyCheck("/id", "8")).ShouldBeFalse();
        Body("all is well").Meets(new BodyCheck(null, "is well")).ShouldBeTrue();
        Body("all is well").Meets(new BodyCheck(null, "ill")).ShouldBeFalse();
    }

    private static AnswerBody Body(string text) => new(Encoding.UTF8.GetBytes(text));
}
