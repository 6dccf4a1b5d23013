using ReefChaos.Engine.Reading;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Reading;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void The_example_of_the_design_is_read()
    {
        var read = Examples.Read(Examples.Main);

        read.Problems.ShouldBeEmpty();
        var scenario = read.Scenario.ShouldNotBeNull();
        scenario.Name.ShouldBe("missing-timeout");
        scenario.Target.Limits.ShouldBe(new LimitsSpec { Cpus = 0.5, Memory = ByteSize.Parse("256MiB") });
        scenario.Dependencies["payments"].Stub.ShouldBe(new StubSpec { Status = 200, Latency = Duration.Parse("5ms") });
        scenario.Phases.Fault.ShouldBe(Duration.Parse("8s"));
        scenario.Faults.ShouldBe([new MissingTimeoutFault { At = Site.Parse("http-client:payments") }]);
        scenario.Slo.Objectives().Select(o => $"{o.Name} {o.Target}").ShouldBe(["availability >= 99%", "latency.p99 <= 300ms", "recovery <= 3s"]);
        scenario.Control.Env.ShouldBe(new Dictionary<string, string> { ["Shop__Defenses"] = "none" });
        scenario.Abort.ShouldBe(new GuardSpec { Availability = Sustained<Ratio>.Parse("< 10% for 5s") });
        scenario.Seed.ShouldBe(42UL);
    }

    [Fact]
    public void Every_key_and_every_fault_can_be_read()
    {
        var read = Examples.Read(Examples.Full);

        read.Problems.ShouldBeEmpty();
        var scenario = read.Scenario.ShouldNotBeNull();
        scenario.Faults.Select(f => f.GetType()).ShouldBe(FaultCatalogue.Types);
        scenario.Faults[0].ShouldBe(new LeakFault
        {
            At = Site.Process,
            Of = LeakKind.LargeObject,
            Size = new ByteSize(1 << 20),
            Count = 2,
            Every = Duration.Parse("500ms"),
            Cap = 100,
        });
        scenario.Faults[1].ShouldBe(
            new BlockedChannelFault { At = Site.Parse("channel:Shop.Order"), Hold = Duration.Parse("2s"), After = Duration.Parse("1s"), For = Duration.Parse("5s") });
        ((MissingTimeoutFault)scenario.Faults[4]).HonorCancellation.ShouldBeFalse();
        scenario.Slo.Latency!.Keys.ShouldBe([new Percentile(50), new Percentile(99.9)]);
        scenario.Control.None.ShouldBe("the defences cannot be switched off");
        scenario.Seed.ShouldBe(ulong.MaxValue);
    }

    [Fact]
    public void Environment_values_and_arguments_are_taken_as_they_are_written()
    {
        var target = Examples.Read(Examples.Full).Scenario!.Target;

        target.Env.ShouldBe(new Dictionary<string, string> { ["Shop__Retries"] = "3", ["Shop__Verbose"] = "true", ["Shop__Region"] = "no" });
        target.Args.ShouldBe(["--verbose", "7"]);
    }

    [Fact]
    public void All_errors_of_a_file_are_found_at_once_in_the_order_of_their_places()
    {
        var text = Examples.Main
            .Replace("cpus: 0.5", "cpus: much", StringComparison.Ordinal)
            .Replace("load: checkout\n", "", StringComparison.Ordinal)
            .Replace("availability: \">=", "availabilty: \">=", StringComparison.Ordinal)
            .Replace("rate: 100%", "rate: 100", StringComparison.Ordinal);

        Examples.Read(text).Problems.Select(p => p.ToString()).ShouldBe(
        [
            "scenario.yaml:1:1: error: the key 'load' is missing; expected a text that is not blank",
            "scenario.yaml:5:19: error: cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found 'much'",
            "scenario.yaml:10:56: error: rate: expected a share above 0% and up to 100%, such as 50%; found '100'",
            "scenario.yaml:12:3: error: unknown key 'availabilty'; did you mean 'availability'?",
        ]);
    }

    [Fact]
    public void After_a_syntax_error_nothing_more_is_said() =>
        Examples.Read("scenarioo: x\nload: [\n").Problems.ShouldHaveSingleItem().Message.ShouldStartWith("this is not YAML: ");

    [Fact]
    public void A_file_with_any_problem_gives_no_scenario() =>
        Examples.Read(Examples.With("seed: 42", "seed: x")).Scenario.ShouldBeNull();

    [Fact]
    public void A_missing_file_is_a_problem_of_the_file_as_a_whole() =>
        ScenarioReader.Read("nowhere/at-all.yaml").Problems.Select(p => p.ToString())
            .ShouldBe(["nowhere/at-all.yaml: error: there is no such file; check the path"]);

    [Fact]
    public void A_folder_is_no_scenario() =>
        ScenarioReader.Read(AppContext.BaseDirectory).Problems.ShouldHaveSingleItem().Message.ShouldStartWith("cannot be read: ");

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        using var folder = new TempFolder();

        ReadBytes(folder, new byte[(1 << 20) + 1]).Problems.ShouldHaveSingleItem().Message.ShouldStartWith("larger than 1 MiB");
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        using var folder = new TempFolder();

        ReadBytes(folder, [0xC3, 0x28]).Problems.ShouldHaveSingleItem().Message.ShouldStartWith("is not UTF-8 text");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_breaks_do_not_move_places()
    {
        using var folder = new TempFolder();
        var text = "\uFEFF" + Examples.With("seed: 42", "seed: x").Replace("\n", "\r\n", StringComparison.Ordinal);

        ReadBytes(folder, System.Text.Encoding.UTF8.GetBytes(text)).Problems.Select(p => (p.Line, p.Column)).ShouldBe([(18, 7)]);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_where_it_begins()
    {
        var problem = Examples.Read(new string('[', 100_000)).Problems.ShouldHaveSingleItem();

        (problem.Line, problem.Column).ShouldBe((1, 33));
        problem.Message.ShouldStartWith("nested deeper than 32 levels");
    }

    [Fact]
    public void The_source_map_knows_values_by_their_text_and_mappings_by_their_key()
    {
        var places = Examples.Read(Examples.Main).Places;

        places.Of("faults/0/missing-timeout/rate").ShouldBe(new Place(11, 56));
        places.Of("faults/0/missing-timeout/for").ShouldBe(places.Of("faults/0/missing-timeout"), "what is left out stands where its mapping does");
        places.Of("faults/0/missing-timeout").ShouldBe(new Place(11, 5));
        places.Of("slo/latency/p99").ShouldBe(new Place(14, 19));
        places.Of("lease").ShouldBe(default(Place));
    }

    private static ScenarioRead ReadBytes(TempFolder folder, byte[] bytes)
    {
        var path = folder.File("a.yaml");
        File.WriteAllBytes(path, bytes);
        return ScenarioReader.Read(path);
    }
}
