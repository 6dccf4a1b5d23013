using System.Text.Json;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Wire;

public sealed class ReefJsonTests
{
    [Fact]
    public void A_fault_has_the_name_and_the_units_of_scenario_files()
    {
        Fault fault = new LatencyFault { At = Site.HttpClient("payments"), Delay = TimeSpan.FromMilliseconds(1500), Rate = new Ratio(0.25) };

        var text = JsonSerializer.Serialize(fault, ReefJson.Line);

        text.ShouldStartWith("""{"fault":"latency",""");
        text.ShouldContain("\"delay\":\"1500ms\"");
        text.ShouldContain("\"rate\":\"25%\"");
        text.ShouldContain("\"at\":\"http-client:payments\"");
        JsonSerializer.Deserialize<Fault>(text, ReefJson.Line).ShouldBe(fault);
    }

    [Fact]
    public void Every_fault_of_the_catalogue_is_known()
    {
        foreach (var type in FaultCatalogue.Types)
        {
            var name = FaultCatalogue.NameOf(type);
            var thrown = Record.Exception(() => JsonSerializer.Deserialize<Fault>($$"""{"fault":"{{name}}"}""", ReefJson.Line));

            // What a fault must say is missing here; its kind is not.
            (thrown?.Message ?? "").ShouldNotContain("discriminator");
        }

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Fault>("""{"fault":"nonsense"}""", ReefJson.Line)).Message.ShouldContain("nonsense");
    }

    [Fact]
    public void A_unit_may_be_a_key()
    {
        var latencies = new Dictionary<Percentile, Bound<Duration>> { [Percentile.Parse("p99")] = Bound<Duration>.Parse("<= 300ms") };

        var text = JsonSerializer.Serialize(latencies, ReefJson.Line);

        text.ShouldBe("""{"p99":"<= 300ms"}""");
        JsonSerializer.Deserialize<Dictionary<Percentile, Bound<Duration>>>(text, ReefJson.Line).ShouldBe(latencies);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Dictionary<Percentile, Bound<Duration>>>("""{"q99":"<= 300ms"}""", ReefJson.Line))
            .Message.ShouldStartWith("'q99' is not ");
    }

    [Theory]
    [InlineData("\"5\"")]
    [InlineData("null")]
    [InlineData("5")]
    public void What_is_no_unit_is_refused(string text) => Should.Throw<Exception>(() => JsonSerializer.Deserialize<Duration>(text, ReefJson.Line)).Message.ShouldNotBeEmpty();

    [Fact]
    public void A_wrong_unit_is_told_with_what_was_expected() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Duration>("\"5 parsecs\"", ReefJson.Line)).Message.ShouldStartWith("'5 parsecs' is not ");

    [Fact]
    public void Names_are_in_kebab_case_and_numbers_for_them_are_refused()
    {
        JsonSerializer.Serialize(SiteKind.FaultPoint, ReefJson.Line).ShouldBe("\"fault-point\"");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SiteKind>("1", ReefJson.Line));
    }

    [Theory]
    [InlineData("""{"order":"renew","leaseMs":5,"more":1}""")]
    [InlineData("""{"order":"renew","leaseMs":"5"}""")]
    [InlineData("""{"order":"hello","token":null}""")]
    public void Unknown_members_texts_for_numbers_and_stray_nulls_are_refused(string line) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<AgentOrder>(line, ReefJson.Line));

    [Fact]
    public void What_is_not_given_is_not_written_and_signs_stay_readable() =>
        JsonSerializer.Serialize<AgentOrder>(new DisarmOrder(), ReefJson.Line).ShouldBe("""{"order":"disarm"}""");

    [Fact]
    public void Files_are_for_people_and_lines_are_lines()
    {
        JsonSerializer.Serialize(new DiagnoseOrder(7) { Socket = "<é>" }, ReefJson.Line).ShouldBe("""{"processId":7,"root":"","socket":"<é>","windowSeconds":0,"collectUpToBytes":0}""");
        JsonSerializer.Serialize(new LoadSlice(1, 2), ReefJson.File).Split('\n').Length.ShouldBeGreaterThan(1);
    }
}
