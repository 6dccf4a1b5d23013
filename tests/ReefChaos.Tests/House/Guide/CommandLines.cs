using System.Text.Json;
using System.Xml.Linq;
using ReefChaos.Cli;

namespace ReefChaos.Tests.House.Guide;

/// <summary>Whether a command that a reader is told to type would be understood.</summary>
internal static class CommandLines
{
    private const string Tool = "ReefChaos.Cli";
    private const string Templates = "ReefChaos.Templates";

    public static void ShouldBeUnderstood(string text)
    {
        foreach (var line in text.Split('\n').Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0))
        {
            ShouldBeUnderstood(line, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static void ShouldBeUnderstood(string line, string[] words)
    {
        switch (words)
        {
            case ["reef" or ".tools/reef", .. var arguments]:
                Root.Make().Parse(arguments).Errors.Select(e => e.Message).ShouldBeEmpty(line);
                break;
            case ["dotnet", "run", "--project", var project, "--", .. var arguments]:
                Directory.Exists(Repository.At(project)).ShouldBeTrue(line);
                Root.Make().Parse(arguments).Errors.Select(e => e.Message).ShouldBeEmpty(line);
                break;
            case ["dotnet", "tool", "install", .. var rest]:
                rest.ShouldContain(Tool, line);
                XDocument.Load(Repository.At("src", Tool, $"{Tool}.csproj")).Descendants("PackageId").Single().Value.ShouldBe(Tool);
                break;
            case ["dotnet", "new", "install", var package]:
                package.ShouldBe(Templates, line);
                File.Exists(Repository.At("templates", $"{Templates}.csproj")).ShouldBeTrue(line);
                break;
            case ["dotnet", "new", "reefchaos", .. var options]:
                options.Where(o => o.StartsWith("--", StringComparison.Ordinal)).Select(o => o[2..]).ShouldBeSubsetOf(TemplateOptions());
                break;
            case ["dotnet", "build", var project, ..]:
                Directory.Exists(Repository.At(project)).ShouldBeTrue(line);
                break;
            case ["dotnet", "test"]:
            case ["cat" or "echo", ..]:
                break;
            default:
                Assert.Fail($"nobody checks this command: {line}");
                break;
        }
    }

    private static List<string> TemplateOptions()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Repository.At("templates", "reefchaos", ".template.config", "template.json")));
        return [.. config.RootElement.GetProperty("symbols").EnumerateObject().Where(s => s.Value.GetProperty("type").GetString() == "parameter").Select(s => s.Name)];
    }
}
