namespace ReefChaos.AcceptanceTests;

public sealed class InterruptTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("warmup")]
    [InlineData("baseline")]
    [InlineData("fault")]
    [InlineData("recovery")]
    public async Task Ctrl_C_disarms_stops_everything_and_keeps_the_partial_run(string phase)
    {
        var name = $"interrupted-in-{phase}";
        var file = workspace.Scenario(name, "faults: [ native-hang: { at: fault-point:risk-score } ]",
            phases: "{ warmup: 3s, baseline: 3s, fault: 4s, recovery: 4s, extension: 0s }",
            target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");
        using var reef = Reef.Start("run", file, "--output", workspace.Output);
        await workspace.EntryAsync(name, "phase-started", TimeSpan.FromMinutes(2), e => e.GetProperty("phase").GetString() == phase);

        reef.Signal("INT");
        var exit = await reef.ExitAsync(TimeSpan.FromSeconds(30));

        exit.ShouldBe(130, reef.Output + reef.Errors);
        reef.Errors.ShouldNotContain("   at ReefChaos");
        var run = workspace.Summary().GetProperty("runs")[0];
        run.GetProperty("verdict").GetString().ShouldBe("inconclusive");
        run.GetProperty("code").GetString().ShouldBe("not-run");
        Leftovers.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_runner_is_refused_while_the_first_is_at_work()
    {
        var file = workspace.Scenario("first", "", target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");
        using var first = Reef.Start("run", file, "--output", workspace.Output);
        await workspace.EntryAsync("first", "target-started", TimeSpan.FromMinutes(2));

        var (exit, _, errors) = await Reef.RunAsync(TimeSpan.FromMinutes(1), "run", file, "--output", Path.Combine(workspace.Folder, "second"));

        exit.ShouldBe(4);
        errors.ShouldContain(first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await first.ExitAsync(TimeSpan.FromMinutes(2))).ShouldBeOneOf(0, 2);
    }
}
