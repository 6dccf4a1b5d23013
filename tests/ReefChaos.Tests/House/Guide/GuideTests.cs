using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Cli;
using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Engine.Reporting;
using YamlDotNet.RepresentationModel;

namespace ReefChaos.Tests.House.Guide;

/// <summary>Every block of code in the pages for users is compiled, planned, or parsed.</summary>
public sealed partial class GuideTests
{
    private const string Workflow = "templates/reefchaos/.github/workflows/chaos.yml";

    private static readonly HashSet<string> Compiled = [.. Directory.GetFiles(Repository.At("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).SelectMany(f => Region().Matches(File.ReadAllText(f))).Select(m => Unindented(m.Groups["text"].Value))];

    [GeneratedRegex(@"// begin: (?<name>[^\n]+)\n(?<text>.*?)\n *// end: \k<name>\n", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"reports/ci/([\w.-]+)|reports/chaos/([\w.-]+)")]
    private static partial Regex Report();

    public static TheoryData<CodeBlock> Of(string language) => [.. CodeBlock.All.Where(b => b.Language == language)];

    [Fact]
    public void Every_package_has_its_page_and_every_block_a_language_that_is_checked()
    {
        string[] pages = ["README.md", "templates/README.md", .. new[] { "ReefChaos", "ReefChaos.Agent", "ReefChaos.Engine", "ReefChaos.Xunit", "ReefChaos.Cli" }.Select(p => $"src/{p}/README.md")];

        pages.ShouldBeSubsetOf(CodeBlock.All.Select(b => b.Page));
        CodeBlock.All.Select(b => b.Language).Distinct().ShouldBeSubsetOf(["csharp", "yaml", "json", "sh", ""]);
    }

    [Theory]
    [MemberData(nameof(Of), "csharp")]
    public void Code_in_a_page_is_compiled(CodeBlock block) =>
        Compiled.ShouldContain(block.Text, $"no file of the tests has this between '// begin: NAME' and '// end: NAME': {block}");

    [Theory]
    [MemberData(nameof(Of), "yaml")]
    public void Yaml_in_a_page_is_planned_or_is_a_pipeline_of_commands_that_are_understood(CodeBlock block)
    {
        if (block.Text.Split('\n').Any(l => l.StartsWith("scenario: ", StringComparison.Ordinal)))
        {
            Plan(block.Text).ShouldBeEmpty(block.ToString());
        }
        else
        {
            PipelineShouldBeUnderstood(block.Text);
        }
    }

    [Fact]
    public void The_workflow_of_the_template_is_understood() =>
        PipelineShouldBeUnderstood(File.ReadAllText(Repository.At(Workflow)).Replace("REEFCHAOS_VERSION", "0.1.0", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Of), "sh")]
    [MemberData(nameof(Of), "")]
    public void Commands_in_a_page_are_understood(CodeBlock block) => CommandLines.ShouldBeUnderstood(block.Text);

    [Theory]
    [MemberData(nameof(Of), "json")]
    public void Json_in_a_page_is_json(CodeBlock block) => JsonDocument.Parse(block.Text).Dispose();

    [Fact]
    public void The_pages_name_every_exit_code()
    {
        var codes = Enum.GetValues<ExitCode>().Select(c => (int)c).Distinct().ToList();

        File.ReadAllText(Repository.At("README.md")).Split('\n').SelectMany(l => Regex.Matches(l, @"^\| (\d+) \|").Select(m => int.Parse(m.Groups[1].Value))).ShouldBe(codes);
    }

    private static IReadOnlyList<Problem> Plan(string scenario)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, scenario);
            return Experiment.Prepare(file, LoadProfileReader.Read(Repository.At("nbomber-config.json")), seed: null).Problems;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>As the pipeline's own reader would find them: below run and script, one or a list.</summary>
    private static void PipelineShouldBeUnderstood(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var commands = yaml.Documents[0].AllNodes.OfType<YamlMappingNode>().SelectMany(m => m.Children)
            .Where(c => c.Key is YamlScalarNode { Value: "run" or "script" }).SelectMany(c => c.Value.AllNodes.OfType<YamlScalarNode>())
            .Select(c => c.Value!).Where(c => c.Contains(' ')).ToList();

        commands.ShouldNotBeEmpty();
        commands.ForEach(CommandLines.ShouldBeUnderstood);
        Report().Matches(text).Select(m => m.Groups[1].Value + m.Groups[2].Value).ShouldBeSubsetOf(ReportFiles());
    }

    private static IEnumerable<string?> ReportFiles()
    {
        var folder = Directory.CreateTempSubdirectory("reef-guide-").FullName;
        try
        {
            Reports.Write(folder, []);
            return [.. Directory.GetFiles(folder).Select(Path.GetFileName)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Unindented(string region)
    {
        var lines = region.Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
    }
}
