using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reporting;
using ReefChaos.Xunit.Running;
using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Discovery;

/// <summary>One test for each file. What is wrong with a file is told by its own test, when that runs, so that the others are not in its way.</summary>
internal sealed class ScenarioDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var attribute = (ScenarioAttribute)factAttribute;
        var shape = testMethod.Parameters.Select(p => p.ParameterType).ToList();
        IReadOnlyCollection<IXunitTestCase> cases = shape is [] || (shape is [var only] && only == typeof(RunResult))
            ? [.. FilesOf(attribute.Path, SearchPath.OfThisAssembly).Select(file => CaseOf(file, attribute, discoveryOptions, testMethod))]
            : [Refused("A [Scenario] method takes nothing, or the RunResult.", attribute, discoveryOptions, testMethod)];
        return new(cases);
    }

    /// <summary>With the shown name of each. A path that leads nowhere is a file too, which cannot be read.</summary>
    internal static IReadOnlyList<ScenarioFile> FilesOf(string path, SearchPath search)
    {
        if (search.Find(path) is not { } found)
        {
            return [new ScenarioFile(path, "", path)];
        }

        var files = Directory.Exists(found.Path) ? ScenarioFiles.Find([found.Path]).Files : [found.Path];
        return files.Count == 0 ? [new ScenarioFile(found.Path, found.WorkingFolder, path)] : [.. files.Select(f => new ScenarioFile(f, found.WorkingFolder, NameOf(f, found.WorkingFolder)))];
    }

    private static string NameOf(string file, string folder) => ScenarioReader.Read(file).Scenario is { } scenario
        ? scenario.Summary.Length == 0 ? scenario.Name : $"{scenario.Name}: {scenario.Summary}"
        : Path.GetRelativePath(folder, file);

    private static ScenarioTestCase CaseOf(ScenarioFile file, ScenarioAttribute attribute, ITestFrameworkDiscoveryOptions options, IXunitTestMethod method)
    {
        var name = attribute.DisplayName is null ? file.Name : $"{attribute.DisplayName}: {file.Name}";
        return new ScenarioTestCase(TestCaseFacts.Of(options, method, attribute, file.Path, name), file, attribute.Inconclusive, new TargetWish(attribute.Target, attribute.Factory?.AssemblyQualifiedName));
    }

    private static ExecutionErrorTestCase Refused(string why, ScenarioAttribute attribute, ITestFrameworkDiscoveryOptions options, IXunitTestMethod method)
    {
        var facts = TestCaseFacts.Of(options, method, attribute, what: null, displayName: null);
        return new ExecutionErrorTestCase(facts.Method, facts.DisplayName, facts.UniqueId, attribute.SourceFilePath, attribute.SourceLineNumber, why);
    }
}

/// <param name="WorkingFolder">Empty where the path was found nowhere.</param>
/// <param name="Name">As a test explorer shows it.</param>
internal sealed record ScenarioFile(string Path, string WorkingFolder, string Name);
