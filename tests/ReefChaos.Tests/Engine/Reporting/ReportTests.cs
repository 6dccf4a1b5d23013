using System.Xml.Linq;
using NJsonSchema;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Tests.House;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Reporting;

public sealed class ReportTests
{
    public static TheoryData<string> Files => ["summary.json", "junit.xml", "summary.md", "index.html"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Reports_are_as_approved(string file) =>
        Approved.Compare(Text(file, StableRuns.All), Repository.At("tests", "ReefChaos.Tests", "Engine", "Reporting", "Approved", file));

    [Theory]
    [MemberData(nameof(Files))]
    public void Values_of_environment_variables_never_appear(string file) => Text(file, StableRuns.All).ShouldNotContain("hunter2");

    [Theory]
    [MemberData(nameof(Files))]
    public void Reports_of_nothing_can_be_written(string file) => Text(file, []).ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_run_without_findings_can_be_reported(string file)
    {
        var bare = StableRuns.Held() with
        {
            Histories = new Dictionary<Arm, History> { [Arm.Defended] = new(Arm.Defended, []) },
            Verdict = new Verdict(VerdictKind.Inconclusive, ReasonCode.NotRun, "the defended arm was not run", new Dictionary<Arm, ArmFindings>()),
        };

        Text(file, [bare]).ShouldContain("the defended arm was not run");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_not_limited_or_not_seen_is_in_every_report(string file)
    {
        var run = StableRuns.Held();
        var arm = run.Verdict.Arms[Arm.Defended];
        var blind = arm with { Target = arm.Target! with { BlindSpots = ["in-process target.limits.cpus is not limited"] } };

        Text(file, [run with { Verdict = run.Verdict with { Arms = new Dictionary<Arm, ArmFindings> { [Arm.Defended] = blind } } }])
            .ShouldContain("in-process target.limits.cpus is not limited");
    }

    [Theory]
    [InlineData("summary.md")]
    [InlineData("index.html")]
    public void What_a_target_prints_never_becomes_markup(string file)
    {
        var text = Text(file, StableRuns.All);

        text.ShouldNotContain("<script");
        text.ShouldNotContain("<b>");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task The_summary_keeps_its_schema()
    {
        var schema = await JsonSchema.FromJsonAsync(SummaryJson.Schema(), TestContext.Current.CancellationToken);

        schema.Validate(SummaryJson.Text(StableRuns.All)).ShouldBeEmpty();
        schema.Validate(SummaryJson.Text([])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"verdict\": \"held\"", "\"verdict\": \"passed\"")]
    [InlineData("\"result\": \"met\"", "\"result\": \"ok\"")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"requests\": 320", "\"requests\": \"320\"")]
    [InlineData("\"code\": \"missed\"", "\"code\": \"bad-luck\"")]
    [InlineData("\"healthy\": true", "\"healthy\": null")]
    public async Task The_schema_refuses_what_is_no_summary(string right, string wrong)
    {
        var schema = await JsonSchema.FromJsonAsync(SummaryJson.Schema(), TestContext.Current.CancellationToken);
        var text = SummaryJson.Text(StableRuns.All);
        text.ShouldContain(right);

        schema.Validate(text.Replace(right, wrong, StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Fact]
    public void JUnit_is_well_formed_and_counts_broken_as_failed_and_inconclusive_as_skipped()
    {
        var root = XDocument.Parse(JUnitXml.Text(StableRuns.All)).Root!;

        root.Attribute("tests")!.Value.ShouldBe("3");
        root.Attribute("failures")!.Value.ShouldBe("1");
        root.Elements("testsuite").Select(s => s.Element("testcase")!.Elements().First().Name.LocalName).ShouldBe(["system-out", "failure", "skipped"]);
        root.Descendants("property").Count(p => p.Attribute("name")!.Value == "seed" && p.Attribute("value")!.Value == "42").ShouldBe(3);
    }

    [Fact]
    public void JUnit_has_a_service_that_did_not_start_as_an_error_which_no_pipeline_overlooks()
    {
        var run = StableRuns.All[2];
        var root = XDocument.Parse(JUnitXml.Text([run with { Verdict = run.Verdict with { Code = ReasonCode.TargetFailed } }])).Root!;

        root.Attribute("errors")!.Value.ShouldBe("1");
        root.Descendants("testcase").Single().Element("error")!.Attribute("type")!.Value.ShouldBe("target-failed");
        root.Descendants("testsuite").Single().Attribute("skipped")!.Value.ShouldBe("0");
    }

    /// <summary>The order and the names of the schema that Jenkins publishes.</summary>
    [Fact]
    public void JUnit_has_only_what_Jenkins_reads_in_its_order()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["testsuites"] = ["testsuite"],
            ["testsuite"] = ["properties", "testcase", "system-out", "system-err"],
            ["properties"] = ["property"],
            ["testcase"] = ["skipped", "error", "failure", "system-out", "system-err"],
        };
        foreach (var element in XDocument.Parse(JUnitXml.Text(StableRuns.All)).Descendants())
        {
            var order = element.Elements().Select(e => Array.IndexOf(allowed.GetValueOrDefault(element.Name.LocalName, []), e.Name.LocalName)).ToList();

            order.ShouldNotContain(-1, $"in {element.Name}");
            order.ShouldBe(order.Order());
        }
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere()
    {
        var html = IndexHtml.Text(StableRuns.All);

        html.ShouldNotContain("http");
        html.ShouldNotContain("src=");
        html.ShouldNotContain("<link");
        html.ShouldNotContain("url(");
    }

    [Fact]
    public void Its_drawings_are_well_formed()
    {
        var html = IndexHtml.Text(StableRuns.All);
        var drawings = html.Split("<svg").Skip(1).Select(part => "<svg" + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)]).ToList();

        drawings.Count.ShouldBe(11);
        drawings.ShouldAllBe(d => XElement.Parse(d).Name.LocalName == "svg");
    }

    [Fact]
    public void Histories_with_broken_histograms_are_still_drawn()
    {
        var run = StableRuns.Held();
        var broken = run.Histories[Arm.Defended].Entries.Select(e => e is LoadSecond second ? second with { Latencies = "?" } : e).ToList();

        IndexHtml.Text([run with { Histories = new Dictionary<Arm, History> { [Arm.Defended] = new(Arm.Defended, broken) } }]).ShouldContain("<svg");
    }

    [Fact]
    public void All_reports_are_written_whole_and_replace_older_ones()
    {
        var folder = Directory.CreateTempSubdirectory("reef-reports-").FullName;
        try
        {
            Reports.Write(folder, []);
            Reports.Write(folder, StableRuns.All);

            Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(["index.html", "junit.xml", "summary.json", "summary.md"]);
            File.ReadAllText(Path.Combine(folder, "summary.json")).ShouldBe(SummaryJson.Text(StableRuns.All));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(string file, IReadOnlyList<RunResult> runs) => file switch
    {
        "summary.json" => SummaryJson.Text(runs),
        "junit.xml" => JUnitXml.Text(runs),
        "summary.md" => SummaryMarkdown.Text(runs),
        _ => IndexHtml.Text(runs),
    };
}
