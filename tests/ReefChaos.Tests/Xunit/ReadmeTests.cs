using ReefChaos.Tests.House;

namespace ReefChaos.Tests.Xunit;

/// <summary>The code that a reader is shown is compiled, and run by the acceptance tests.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md", "ReadmeExamples.cs", "scenario")]
    [InlineData("src/ReefChaos.Xunit/README.md", "ReadmeExamples.cs", "scenario")]
    [InlineData("src/ReefChaos.Xunit/README.md", "ReadmeExamples.cs", "result")]
    [InlineData("src/ReefChaos.Xunit/README.md", "CodeExamples.cs", "code")]
    [InlineData("src/ReefChaos.Xunit/README.md", "InProcessExamples.cs", "in-process")]
    public void An_example_stands_in_the_page_as_it_is_compiled(string page, string file, string part)
    {
        var source = File.ReadAllText(Repository.At("tests", "ReefChaos.Xunit.Examples", file));
        var lines = source.Split($"// begin: {part}\n")[1].Split($"// end: {part}")[0].TrimEnd().Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);

        Blocks(page).ShouldContain(string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..])));
    }

    [Fact]
    public void No_other_code_stands_in_the_page() => Blocks("src/ReefChaos.Xunit/README.md").Count().ShouldBe(4);

    private static IEnumerable<string> Blocks(string page) =>
        File.ReadAllText(Repository.At(page)).Split("```csharp\n").Skip(1).Select(b => b.Split("\n```")[0]);
}
