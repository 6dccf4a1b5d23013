using ReefChaos.Engine.Planning;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine.Profiles;

/// <summary>What <c>ReefChaos.Torture fuzz config</c> has found.</summary>
public sealed class FoundByFuzzingTests : IDisposable
{
    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_broken_literal_does_not_bring_the_rest_of_the_file_along()
    {
        var problem = folder.Read("""
            { "GlobalSettings": { "ReportingInterval": tru#e,
              "Authorization": "a-secret-further-down" } }
            """).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldStartWith("not JSON: 'tru#e");
        problem.Message.ShouldEndWith("is an invalid JSON literal. Expected the literal 'true'");
        problem.Message.ShouldNotContain("a-secret-further-down");
        problem.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void An_endless_key_is_shown_in_part()
    {
        var problem = folder.Read($$"""{ "GlobalSettings": { "ScenariosSettings": [] }, "{{new string('x', 5000)}}": 1 }""").Problems[^1];

        problem.Message.ShouldContain(new string('x', 60) + "…'");
        problem.Message.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public void An_endless_name_makes_no_endless_message()
    {
        var read = Examples.Read(Examples.Main);
        var profile = Planning.Profiles.Steady(rate: 1, seconds: 60) with { Name = new string('x', 20_000) };

        var problems = PlanCheck.Check(read, Planner.Plan(read.Scenario!, profile, seed: 1));

        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(p => p.Message.Length <= 1001);
    }
}
