namespace ReefChaos.AcceptanceTests;

[Collection<Alone>]
public sealed class XunitTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("collections")]
    [InlineData("all")]
    public async Task An_experiment_runs_beside_no_other_test(string mode)
    {
        var results = await XunitExamples.RunAsync(workspace, "-class", "*Neighbour", "-parallelMode", mode, "-maxThreads", "8");

        results.Count.ShouldBe(7);
        results.ShouldAllBe(r => r.Outcome == "Pass");
        results.ShouldNotContain(r => r.Output.Contains("side by side: 1"), "ordinary tests did not run side by side either, so this proves nothing");
        results.ShouldContain(r => r.Output.Contains("side by side: "));
    }

    [Fact]
    public async Task Two_assemblies_at_once_take_turns_and_each_reports_its_own()
    {
        var first = XunitExamples.RunAsync(workspace, "-method", "*The_fault_was_hit_often_enough");
        var second = XunitExamples.RunAsync(workspace, "-method", "*An_inconclusive_one");
        var held = (await first).ShouldHaveSingleItem();
        var inconclusive = (await second).ShouldHaveSingleItem();

        held.Outcome.ShouldBe("Pass", held.Text);
        held.Name.ShouldBe("holds: The payment provider answers late, and checkout waits for it.");
        held.Attachments.ShouldContain("index.html");
        held.Attachments.ShouldContain("holds.verdict.json");
        held.Attachments.ShouldContain("holds.defended.history.jsonl");
        inconclusive.Outcome.ShouldBe("Skip", inconclusive.Text);
        inconclusive.Text.ShouldContain("never fired");
        new[] { held, inconclusive }.Count(r => r.Output.Contains("waiting for another runner")).ShouldBe(1);
        Leftovers.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_missing_or_invalid_and_a_service_that_does_not_start_fail_their_own_tests_and_the_others_run()
    {
        var results = await XunitExamples.RunAsync(workspace, "-method", "*A_folder_with*", "-method", "*A_missing_one", "-method", "*One_that_does_not_start*");

        results.Count.ShouldBe(5);
        results.ShouldAllBe(r => r.Outcome == "Fail");
        results.Single(r => r.Name == "scenarios/no-such-file.yaml").Text.ShouldContain("there is no such file");
        results.Single(r => r.Name == "scenarios/mixed/invalid.yaml").Text.ShouldContain("scenarios/mixed/invalid.yaml:14:1: error: unknown key 'slos'; did you mean 'slo'?");
        results.Single(r => r.Name.StartsWith("process: ", StringComparison.Ordinal)).Text.ShouldContain("is no defence; give all, none");
        results.Single(r => r.Name.StartsWith("in-process: ", StringComparison.Ordinal)).Text.ShouldContain("ReefChaos.Shop does not start in-process");
        var broken = results.Single(r => r.Name.StartsWith("broken: ", StringComparison.Ordinal));
        broken.Text.ShouldContain("availability is missed");
        broken.Text.ShouldContain("defended [95% interval]");
        broken.Attachments.ShouldContain("broken.verdict.json");
    }

    /// <summary>A killed test host leaves its target to the next run, which sweeps it; a target in-process dies with its host.</summary>
    [Fact]
    public async Task In_process_files_and_code_hold_and_a_killed_test_host_leaves_nothing_to_the_next()
    {
        var target = await XunitExamples.KilledAsync("-method", "*The_fault_was_hit_often_enough");

        var results = await XunitExamples.RunAsync(workspace, "-class", "InProcessTests");

        results.Count.ShouldBe(2);
        results.ShouldAllBe(r => r.Outcome == "Pass", string.Join('\n', results.Select(r => r.Text)));
        results.Single(r => r.Name.StartsWith("smoke: ", StringComparison.Ordinal)).Attachments.ShouldContain("smoke.defended.target.log");
        results.Single(r => !r.Name.StartsWith("smoke: ", StringComparison.Ordinal)).Attachments.ShouldContain("silent-payments.control.history.jsonl");
        Directory.Exists($"/proc/{target}").ShouldBeFalse();
        Leftovers.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timeout_fails_the_test_once_everything_is_cleaned_up()
    {
        var result = (await XunitExamples.RunAsync(workspace, "-method", "*One_that_takes_too_long")).ShouldHaveSingleItem();

        result.Outcome.ShouldBe("Fail");
        result.Text.ShouldContain("timed out");
        result.Attachments.ShouldContain("holds.defended.history.jsonl");
        Leftovers.All().ShouldBeEmpty();
    }
}
