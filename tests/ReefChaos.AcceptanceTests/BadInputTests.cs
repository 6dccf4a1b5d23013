using System.Net;
using System.Net.Sockets;

namespace ReefChaos.AcceptanceTests;

/// <summary>What a user gets wrong: a message with place and remedy, the right exit code, no stack trace, and nothing left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task All_errors_of_all_files_come_at_once_with_their_places()
    {
        var bad = workspace.Write("bad.yaml", """
            scenario: bad
            target: { project: src/ReefChaos.Shop, limits: { cpus: -1, memory: 256MegaBytes } }
            load: checkout
            faults:
              - missing-timeot: { at: http-client:payments }
              - latency: { at: nowhere:x, delay: -5ms }
            slo: { availabilty: ">= 95%" }
            control: { none: A reason. }
            """);
        var torn = workspace.Write("torn.yaml", "scenario: [");

        var (exit, _, errors) = await Reef.RunAsync(Patience, "run", bad, torn);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain($"{bad}:2:");
        errors.ShouldContain($"{bad}:5:");
        errors.ShouldContain("did you mean 'missing-timeout'?");
        errors.ShouldContain($"{bad}:6:");
        errors.ShouldContain($"{bad}:7:");
        errors.ShouldContain("did you mean 'availability'?");
        errors.ShouldContain($"{torn}:");
    }

    [Theory]
    [InlineData("no-such-file.yaml")]
    [InlineData("no-such-folder/")]
    public async Task A_path_that_is_not_there_is_named(string path)
    {
        var (exit, _, errors) = await Reef.RunAsync(Patience, "validate", path);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain(path.TrimEnd('/'));
    }

    [Fact]
    public async Task An_empty_folder_is_no_success()
    {
        var (exit, _, errors) = await Reef.RunAsync(Patience, "run", workspace.Folder);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain(workspace.Folder);
    }

    [Fact]
    public async Task An_unknown_option_is_invalid_input()
    {
        var (exit, _, errors) = await Reef.RunAsync(Patience, "run", "--no-such-option");

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain("--no-such-option");
    }

    [Fact]
    public async Task A_load_profile_that_does_not_exist_is_named_with_those_that_do()
    {
        var file = workspace.Write("s.yaml", File.ReadAllText(Path.Combine(Reef.Root, "scenarios", "healthy.yaml"))
            .Replace("load: checkout", "load: chekout", StringComparison.Ordinal));

        var (exit, _, errors) = await Reef.RunAsync(Patience, "validate", file);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain("chekout");
        errors.ShouldContain("did you mean 'checkout'?");
    }

    [Fact]
    public async Task A_malformed_profile_file_has_a_place()
    {
        var profiles = workspace.Write("nbomber-config.json", """{ "GlobalSettings": { "ScenariosSettings": [ { "ScenarioName": "checkout", }""");

        var (exit, _, errors) = await Reef.RunAsync(Patience, "validate", "scenarios", "--load-profiles", profiles);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain($"{profiles}:1:");
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_is_a_lack_of_the_environment()
    {
        var file = workspace.Write("taken", "");

        var (exit, _, errors) = await Reef.RunAsync(Patience, "run", "scenarios/healthy.yaml", "--output", Path.Combine(file, "out"));

        ShouldBeClean(exit, 4, errors);
        errors.ShouldContain("--output");
    }

    [Fact]
    public async Task A_target_that_does_not_build_shows_the_compilers_error()
    {
        var file = Victim.Scenario(workspace, Victim.Create(workspace, code: "this is not C#"));

        var (exit, _, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        ShouldBeClean(exit, 3, errors);
        errors.ShouldContain("Program.cs");
        errors.ShouldContain("error: CS");
    }

    [Theory]
    [InlineData("crash", "42")]
    [InlineData("silent", "8s")]
    public async Task A_target_that_does_not_start_is_inconclusive_and_says_why(string how, string why)
    {
        var file = Victim.Scenario(workspace, Victim.Shared, env: $"VICTIM: {how}");

        var (exit, output, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        ShouldBeClean(exit, 2, output + errors);
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain(why);
    }

    [Fact]
    public async Task A_target_that_dies_in_mid_run_is_broken_or_not_run_but_never_held()
    {
        var file = Victim.Scenario(workspace, Victim.Shared, env: "VICTIM: dies", fault: "30s");

        var (exit, output, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        exit.ShouldBeOneOf(1, 2);
        ShouldBeClean(exit, exit, output + errors);
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain("43");
    }

    [Fact]
    public async Task A_target_without_the_agent_is_told_from_one_that_does_not_start()
    {
        var file = Victim.Scenario(workspace, Victim.Create(workspace, hooks: false), faults: "faults: [ latency: { at: inbound:/, delay: 1s } ]");

        var (exit, output, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        ShouldBeClean(exit, 2, output + errors);
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain("agent");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var file = Victim.Scenario(workspace, Victim.Shared, target: $"  port: {port}");

        var (exit, output, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        ShouldBeClean(exit, 4, output + errors);
        errors.ShouldContain(port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_folder_that_is_no_run_cannot_be_judged()
    {
        var (exit, _, errors) = await Reef.RunAsync(Patience, "judge", workspace.Folder);

        ShouldBeClean(exit, 3, errors);
    }

    private static void ShouldBeClean(int exit, int expected, string text)
    {
        exit.ShouldBe(expected, text);
        text.ShouldNotContain("   at ReefChaos");
        text.ShouldNotContain("Unhandled exception");
        Leftovers.All().ShouldBeEmpty();
    }
}
