namespace ReefChaos.AcceptanceTests;

/// <summary>Load profiles with <c>tls</c> or HTTP/2: the target is made to listen so, and is called so.</summary>
public sealed class DoorTests
{
    private const string Code = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", (HttpRequest request) => $"by {request.Scheme} {request.Protocol}");
        app.Run();
        """;

    [Theory]
    [InlineData("process", "\"tls\": true", "by https HTTP/1.1")]
    [InlineData("container", "\"tls\": true, \"http\": \"2\"", "by https HTTP/2")]
    public async Task The_target_listens_as_the_load_profile_calls_it(string target, string settings, string answer)
    {
        if (target == "container")
        {
            Docker.Require();
        }

        using var workspace = new Workspace();
        var scenario = Victim.Scenario(workspace, Victim.Create(workspace, code: Code));
        var profiles = workspace.Write("nbomber-config.json", $$"""
            { "GlobalSettings": { "ScenariosSettings": [ {
                "ScenarioName": "browse",
                "LoadSimulationsSettings": [{ "Inject": [40, "00:00:01", "00:01:00"] }],
                "CustomSettings": { {{settings}}, "requests": [{ "method": "GET", "path": "/", "check": { "contains": "{{answer}}" } }] }
            } ] } }
            """);

        var (exit, output, errors) = await Reef.RunAsync(
            TimeSpan.FromMinutes(2), "run", scenario, "--load-profiles", profiles, "--target", target, "--output", workspace.Output);

        // On a noisy machine the generator may be late, which is not looked at here.
        exit.ShouldBeOneOf(0, 2);
        var arm = workspace.Summary().GetProperty("runs")[0].GetProperty("arms").GetProperty("defended");
        arm.GetProperty("requests").GetInt64().ShouldBePositive(output + errors);
        arm.GetProperty("failures").EnumerateObject().ShouldBeEmpty();
    }
}
