namespace ReefChaos.AcceptanceTests;

/// <summary>The driver that needs a package which not every feed has.</summary>
public sealed class NBomberTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_version_that_no_feed_has_is_a_lack_of_the_environment_with_the_alternative()
    {
        var (exit, output, errors) = await RunAsync("--nbomber-version", "4.0.987654");

        ShouldLackThePackage(exit, output, errors, "4.0.987654");
    }

    /// <summary>Feeds differ: this looks at whichever case this machine is.</summary>
    [Fact]
    public async Task NBomber_sends_the_load_where_its_package_can_be_restored_and_else_the_run_says_so()
    {
        var (exit, output, errors) = await RunAsync();

        if (exit == 4)
        {
            ShouldLackThePackage(exit, output, errors, "4.1.2");
            return;
        }

        exit.ShouldBeInRange(0, 2, output + errors);
        var report = await workspace.EntryAsync("victim", "generator-report", Patience);
        report.GetProperty("driver").GetString().ShouldBe("NBomber 4.1.2");
        report.GetProperty("sent").GetInt64().ShouldBeGreaterThan(0);
        Leftovers.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_NBomber_cannot_do_is_invalid_input_before_it_is_built()
    {
        var (exit, output, errors) = await RunAsync("--load-workers", "2");

        exit.ShouldBe(3, output + errors);
        errors.ShouldContain("--load nbomber");
        errors.ShouldContain("slice");
        output.ShouldNotContain("building");
    }

    private Task<(int Exit, string Output, string Errors)> RunAsync(params string[] more) => Reef.RunAsync(
        Patience, ["run", Victim.Scenario(workspace, Victim.Shared), "--output", workspace.Output, "--load", "nbomber", .. more]);

    private static void ShouldLackThePackage(int exit, string output, string errors, string version)
    {
        exit.ShouldBe(4, output + errors);
        errors.ShouldContain($"NBomber {version} cannot be restored here");
        errors.ShouldContain("--load worker");
        errors.ShouldNotContain("   at ReefChaos");
        Leftovers.All().ShouldBeEmpty();
    }
}
