using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("bin", "bin", true)]
    [InlineData("bin", "bin/a/b.dll", true)]
    [InlineData("bin", "binary", false)]
    [InlineData("bin", "src/bin", false)]
    [InlineData("**/bin", "src/deep/bin/a.dll", true)]
    [InlineData("**/bin", "bin", true)]
    [InlineData("/bin/", "bin/a", true)]
    [InlineData("./bin", "bin", true)]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("docs/**", "docs/a/b", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[ab].txt", "b.txt", true)]
    [InlineData("a.txt", "aXtxt", false)]
    [InlineData("# bin\n\n", "bin", false)]
    [InlineData("*\n!app", "app/a.dll", false)]
    [InlineData("*\n!app", "other", true)]
    [InlineData("!app\n*", "app", true)]
    [InlineData("", "a", false)]
    public void The_last_rule_that_matches_decides(string rules, string path, bool ignored) =>
        DockerIgnore.Parse(rules).Ignores(path).ShouldBe(ignored);
}
