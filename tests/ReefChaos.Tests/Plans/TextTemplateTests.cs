using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Plans;

public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/orders", "/orders")]
    [InlineData("/orders/{{id}}", "/orders/ ?id")]
    [InlineData("{{ id }}{{users.First name}}!", "?id ?users.First name !")]
    [InlineData("{\"a\":{\"b\":{{n}}}}", "{\"a\":{\"b\": ?n }}")]
    [InlineData("{ {x} }}", "{ {x} }}")]
    public void A_text_falls_into_its_parts(string text, string parts) =>
        string.Join(' ', TextTemplate.Parse(text).Parts.Select(p => p.IsName ? "?" + p.Text : p.Text)).ShouldBe(parts);

    [Theory]
    [InlineData("/a/{{id", "'{{' without '}}'")]
    [InlineData("/a/{{id}", "'{{' without '}}'")]
    [InlineData("{{}}", "'{{}}' has no name")]
    [InlineData("a {{ }}", "'{{ }}' has no name")]
    [InlineData("{{{id}}}", "'{{{id}}' has no name")]
    [InlineData("{{a{{b}}", "'{{a{{b}}' has no name")]
    public void A_gap_that_is_none_is_refused(string text, string problem)
    {
        TextTemplate.TryParse(text, out _, out var found).ShouldBeFalse();
        found.ShouldBe(problem);
        Should.Throw<FormatException>(() => TextTemplate.Parse(text)).Message.ShouldBe(problem);
    }

    [Fact]
    public void Names_are_told_in_order()
    {
        var template = TextTemplate.Parse("{{b}}-{{a}}-{{b}}");

        template.Names.ShouldBe(["b", "a", "b"]);
        template.IsConstant.ShouldBeFalse();
        TextTemplate.Parse("b").IsConstant.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TextPlace.Text, "a/b?c=\"é\"\r\n", "a/b?c=\"é\"\r\n")]
    [InlineData(TextPlace.Path, "a/b c?é&%", "a%2Fb%20c%3F%C3%A9%26%25")]
    [InlineData(TextPlace.Form, "a&b=c+d", "a%26b%3Dc%2Bd")]
    [InlineData(TextPlace.Json, "say \"é\"\n\\", "say \\\"é\\\"\\n\\\\")]
    [InlineData(TextPlace.Json, "42", "42")]
    [InlineData(TextPlace.Header, "abc ~", "abc ~")]
    [InlineData(TextPlace.Header, "a\r\nX-Evil: 1", null)]
    [InlineData(TextPlace.Header, "é", null)]
    [InlineData(TextPlace.Location, "/orders/1?x=y#part", "/orders/1?x=y")]
    [InlineData(TextPlace.Location, "http://shop:8080/orders/1", "/orders/1")]
    [InlineData(TextPlace.Location, "http://shop:8080", "/")]
    [InlineData(TextPlace.Location, "/go?to=http://x/y", "/go?to=http://x/y")]
    [InlineData(TextPlace.Location, "orders/1", null)]
    [InlineData(TextPlace.Location, "//evil.example/", null)]
    [InlineData(TextPlace.Location, "http://shop//evil.example/", null)]
    [InlineData(TextPlace.Location, "/a b", null)]
    public void A_value_is_escaped_for_its_place(TextPlace place, string value, string? escaped) => place.Escape(value).ShouldBe(escaped);

    [Fact]
    public void Only_the_beginning_of_a_path_takes_a_whole_path()
    {
        string Value(string name) => name == "at" ? "/orders/1" : throw new KeyNotFoundException(name);

        TextTemplate.Parse("{{at}}/lines").Render(TextPlace.Path, Value).ShouldBe("/orders/1/lines");
        TextTemplate.Parse("/x/{{at}}").Render(TextPlace.Path, Value).ShouldBe("/x/%2Forders%2F1");
        TextTemplate.Parse("{{at}}").Render(TextPlace.Json, Value).ShouldBe("/orders/1");
        TextTemplate.Parse("{{at}}").Render(TextPlace.Path, _ => "orders").ShouldBeNull();
    }

    [Fact]
    public void Any_value_in_a_JSON_string_reads_back_as_it_was()
    {
        var template = TextTemplate.Parse("""{"a":"{{v}}"}""");
        for (var c = '\0'; c < 0xD800; c += (char)7)
        {
            var json = template.Render(TextPlace.Json, _ => $"x{c}y")!;
            JsonDocument.Parse(json).RootElement.GetProperty("a").GetString().ShouldBe($"x{c}y");
        }
    }

    [Theory]
    [InlineData("content-type", "application/json; charset=utf-8", TextPlace.Json)]
    [InlineData("Content-Type", "application/problem+JSON", TextPlace.Json)]
    [InlineData("Content-Type", "application/x-www-form-urlencoded", TextPlace.Form)]
    [InlineData("Content-Type", "text/plain", TextPlace.Text)]
    [InlineData("Accept", "application/json", TextPlace.Text)]
    public void The_content_type_decides_how_a_body_is_escaped(string name, string value, TextPlace place) =>
        TextPlaces.OfBody(new Dictionary<string, string> { [name] = value }).ShouldBe(place);
}
