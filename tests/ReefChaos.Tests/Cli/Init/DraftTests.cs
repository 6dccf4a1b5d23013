using System.Text.RegularExpressions;
using ReefChaos.Cli;
using ReefChaos.Cli.Commands;
using ReefChaos.Cli.Init;
using ReefChaos.Cli.Init.Reading;
using ReefChaos.Tests.House;

namespace ReefChaos.Tests.Cli.Init;

public sealed class DraftTests : IDisposable
{
    private const string Clients = """
        services.AddHttpClient("payments", c => c.BaseAddress = new Uri(configuration["Payments:Url"]));
        services.AddHttpClient<Mails>().AddStandardResilienceHandler();
        services.AddHttpClient("a b");
        """;

    private static readonly string[] FailureModes = ["blocked-channel", "leak", "lock-contention", "missing-timeout", "native-hang"];

    private readonly ServiceFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The shipped scenarios were written by people who know the shop.</summary>
    [Fact]
    public void The_shops_code_gives_the_sites_of_the_scenarios_that_are_shipped_for_it()
    {
        var service = ServiceProject.Find(Repository.Root, "src/ReefChaos.Shop/ReefChaos.Shop.csproj");
        var facts = ServiceFacts.Read(Code.Of(service));
        var draft = DraftScenarios.Of(facts, "/");

        draft.Files.Select(f => f.Path).ShouldBe(
            FailureModes.Select(m => $"scenarios/{m}.yaml"), ignoreOrder: true);
        foreach (var file in draft.Files)
        {
            SiteIn(file.Text).ShouldBe(SiteIn(File.ReadAllText(Repository.At(file.Path))), file.Path);
        }
    }

    [Fact]
    public void What_is_written_plans_without_a_problem()
    {
        folder.With("src/Api/Api.csproj", ServiceFolder.Web).With("src/Api/Program.cs", """app.MapGet("/a\"b", () => 1); app.MapGet("/orders", () => 2);""" + Clients);

        Drafted().Write();

        var planned = Plan();
        planned.ShouldBe(["leak", "missing-timeout-mails", "missing-timeout-payments", "native-hang"]);
        folder.Files().ShouldContain("chaos/Chaos.csproj");
        folder.Files().ShouldContain(".github/workflows/chaos.yml");
        folder.Files().ShouldNotContain("Directory.Build.props");
        File.ReadAllText(folder.At("nbomber-config.json")).ShouldContain("\"/orders\"");
        File.ReadAllText(folder.At("scenarios/missing-timeout-payments.yaml")).ShouldContain("env: Payments__Url");
        File.ReadAllText(folder.At("scenarios/missing-timeout-mails.yaml")).ShouldContain("AddStandardResilienceHandler should end the call");
        Placeholders(folder.Files().Where(f => !f.StartsWith("src", StringComparison.Ordinal)).Select(f => File.ReadAllText(folder.At(f)))).ShouldBeEmpty();
    }

    [Fact]
    public void What_does_not_apply_is_not_written_and_says_why()
    {
        folder.With("Api.csproj", ServiceFolder.Web).With("Program.cs", """
            app.MapPost("/orders", () => 1);
            class Jobs { readonly Channel<Job> jobs = Channel.CreateBounded<Job>(1); readonly object gate = new(); void A() { lock (gate) { } } }
            """ + Clients);

        var draft = Drafted();

        draft.Files.ShouldNotContain(f => f.Path.Contains("channel") || f.Path.Contains("lock"));
        draft.Notes.ShouldContain(n => n.StartsWith("blocked-channel: the bounded channel of Job is not in dependency injection"));
        draft.Notes.ShouldContain(n => n.StartsWith("lock-contention: Jobs.gate is neither static"));
        draft.Notes.ShouldContain(n => n.StartsWith("missing-timeout: 'a b' cannot be named"));
        draft.Notes.ShouldContain(n => n.Contains("no GET route"));
        draft.Notes.ShouldContain(n => n.Contains("POST /orders"));
    }

    [Fact]
    public void Beside_the_service_its_build_is_kept_from_the_tests()
    {
        folder.With("Api.csproj", ServiceFolder.Web);

        Drafted().Files.ShouldContain(f => f.Path == "Directory.Build.props");
        folder.With("Directory.Build.props", "<Project />");
        Drafted().Existing().ShouldBe([folder.At("Directory.Build.props")]);
        folder.With("Directory.Build.props", Drafted().Files.Single(f => f.Path == "Directory.Build.props").Text);
        Drafted().Existing().ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_a_file_exists_the_input_is_invalid_and_nothing_is_written()
    {
        folder.With("Api.csproj", ServiceFolder.Web).With("nbomber-config.json", "{}");

        (await Host.InvokeAsync(Root.Make(), ["init", folder.Path])).ShouldBe((int)ExitCode.InvalidInput);

        folder.Files().ShouldBe(["Api.csproj", "nbomber-config.json"]);
    }

    [Fact]
    public void The_workflow_goes_to_the_root_of_the_repository_and_works_in_the_services_folder()
    {
        folder.With(".git/HEAD", "").With("src/Api/Api.csproj", ServiceFolder.Web);

        var workflow = Draft.Of(ServiceProject.Find(folder.At("src/Api"), null), Facts(folder.At("src/Api"))).Files.Single(f => f.Path.EndsWith(".yml"));

        workflow.Path.ShouldBe("../../.github/workflows/chaos.yml");
        workflow.Text.ShouldContain("working-directory: src/Api");
        workflow.Text.ShouldContain("path: src/Api/reports/chaos");
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing()
    {
        folder.With("Api/Api.csproj", ServiceFolder.Web).With(".github", "a file where a folder is wanted");
        var before = folder.Files();

        Should.Throw<ReefChaos.Engine.EnvironmentLacksException>(Drafted().Write);

        folder.Files().ShouldBe(before);
    }

    /// <summary>dotnet new knows the same placeholders, and what it writes when nothing is said plans too.</summary>
    [Fact]
    public void The_template_fills_every_placeholder_and_its_defaults_plan()
    {
        using var config = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.At("templates", "reefchaos", ".template.config", "template.json")));
        var fills = config.RootElement.GetProperty("symbols").EnumerateObject().Where(s => s.Value.TryGetProperty("replaces", out _)).ToDictionary(
            s => s.Value.GetProperty("replaces").GetString()!,
            s => (s.Value.TryGetProperty("defaultValue", out var value) ? value : s.Value.GetProperty("parameters").GetProperty("value")).GetString()!);

        foreach (var (path, text) in TemplateFiles.All)
        {
            folder.With(path, fills.Aggregate(text, (t, f) => t.Replace(f.Key, f.Value, StringComparison.Ordinal)));
        }

        fills.Keys.ShouldBe(Placeholders(TemplateFiles.All.Values).Distinct(), ignoreOrder: true);
        Plan().ShouldBe(FailureModes);
    }

    private Draft Drafted() => Draft.Of(ServiceProject.Find(folder.Path, null), Facts(folder.Path));

    private static ServiceFacts Facts(string folder) => ServiceFacts.Read(Code.Of(ServiceProject.Find(folder, null)));

    private IEnumerable<string> Plan() =>
        Inputs.Prepare([folder.At("scenarios")], folder.At("nbomber-config.json"), seed: null).Select(e => e.Scenario!.Name);

    private static string SiteIn(string scenario) => Regex.Match(scenario, @"\bat: ""?([^"",} ]+)").Groups[1].Value;

    private static IEnumerable<string> Placeholders(IEnumerable<string> texts) =>
        texts.SelectMany(t => Regex.Matches(t, @"SERVICE_PROJECT|SERVICE_ROUTE|HTTP_CLIENT|CHANNEL_ITEM|LOCK_FIELD|REEFCHAOS_VERSION|WORKING_FOLDER").Select(m => m.Value));
}
