using System.Text.Json;

namespace ReefChaos.AcceptanceTests;

/// <summary>The README's first command.</summary>
[Collection<Alone>]
public sealed class MainJobTests
{
    [Fact]
    public Task Five_faults_break_the_undefended_shop_and_bounce_off_the_defended_one_in_containers()
    {
        Docker.Require();
        return FaultsBreakTheUndefendedShopAndBounceOffTheDefendedOne("container", 6, "scenarios");
    }

    /// <summary>Where containers have shown all five, two stand for them: what the kernel's limit ends, and what threads wait for.</summary>
    [Fact]
    public Task And_so_they_do_to_a_process() => Docker.Answers
        ? FaultsBreakTheUndefendedShopAndBounceOffTheDefendedOne("process", 2, "scenarios/leak.yaml", "scenarios/native-hang.yaml")
        : FaultsBreakTheUndefendedShopAndBounceOffTheDefendedOne("process", 6, "scenarios");

    private static async Task FaultsBreakTheUndefendedShopAndBounceOffTheDefendedOne(string target, int count, params string[] scenarios)
    {
        using var workspace = new Workspace();

        var (exit, output, errors) = await Reef.RunAsync(TimeSpan.FromMinutes(12), ["run", .. scenarios, "--target", target, "--output", workspace.Output]);

        exit.ShouldBe(0, output + errors);
        var runs = workspace.Summary().GetProperty("runs").EnumerateArray().ToList();
        runs.Count.ShouldBe(count);
        runs.ShouldAllBe(r => r.GetProperty("verdict").GetString() == "held");
        runs.ShouldAllBe(r => r.GetProperty("target").GetString() == target);
        runs.ShouldAllBe(r => r.GetProperty("arms").GetProperty("defended").GetProperty("target").GetProperty("program").GetProperty("entryAssembly").GetString() == "ReefChaos.Shop");
        foreach (var run in runs.Where(r => r.GetProperty("scenario").GetString() != "healthy"))
        {
            // By a missed objective, or by its death: a target that dies soon leaves too few requests to decide an objective.
            run.GetProperty("reason").GetString()!.ShouldContain("; without the defences ");
            run.GetProperty("arms").GetProperty("defended").GetProperty("injections").GetInt64().ShouldBePositive();
            NamesTheInjectedModeAtALine(run);
        }

        foreach (var file in (string[])["summary.json", "summary.md", "junit.xml", "index.html"])
        {
            new FileInfo(Path.Combine(workspace.Output, file)).Length.ShouldBePositive();
        }

        await TheFolderAloneGivesTheSameVerdicts(workspace, output);
    }

    /// <summary>The scenarios are named after what they inject. A line is the shop's; of a leak also the fault's own, which keeps most.</summary>
    private static void NamesTheInjectedModeAtALine(JsonElement run)
    {
        var cause = run.GetProperty("arms").GetProperty("control").GetProperty("cause");
        var injected = cause.GetProperty("modes").EnumerateArray().Where(m => m.GetProperty("mode").GetString() == run.GetProperty("scenario").GetString()).ToList();

        injected.ShouldContain(m => IsLineOf(m.GetProperty("where"), "/ReefChaos.Shop/") || IsLineOf(m.GetProperty("where"), "/LeakStore.cs"), cause.ToString());
    }

    private static bool IsLineOf(JsonElement where, string source) =>
        where is { ValueKind: JsonValueKind.Object } && where.GetProperty("file").GetString()?.Contains(source, StringComparison.Ordinal) == true && where.GetProperty("line").GetInt32() > 0;

    private static async Task TheFolderAloneGivesTheSameVerdicts(Workspace workspace, string output)
    {
        var (exit, again, _) = await Reef.RunAsync(TimeSpan.FromMinutes(1), "judge", workspace.Output);

        exit.ShouldBe(0);
        Table(again).ShouldBe(Table(output));
    }

    private static string Table(string output) => output[output.IndexOf('╭', StringComparison.Ordinal)..];
}
