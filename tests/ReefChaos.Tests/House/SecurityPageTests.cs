using System.Text.RegularExpressions;

namespace ReefChaos.Tests.House;

/// <summary>What the page claims to hold is held by a test.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Text = File.ReadAllText(Repository.At("SECURITY.md"));

    [GeneratedRegex(@"\[`(?<class>\w+)\.(?<test>\w+)`\]\((?<file>[^)]+)\)")]
    private static partial Regex Test();

    public static TheoryData<string, string, string> Tests() =>
        [.. Test().Matches(Text).Select(m => new TheoryDataRow<string, string, string>(m.Groups["file"].Value, m.Groups["class"].Value, m.Groups["test"].Value))];

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_test_that_it_names_is_there(string file, string className, string test)
    {
        var code = File.ReadAllText(Repository.At(file));

        code.ShouldContain($"class {className}");
        Regex.IsMatch(code, $@"\[(Fact|Theory)\b(?:(?!\bvoid\b|\bTask\b).)*\b(void|Task) {test}\(", RegexOptions.Singleline).ShouldBeTrue($"{test} is no test of {file}");
    }

    [Fact]
    public void Every_claim_names_a_test()
    {
        var claims = Text.Split("## What holds")[1].Split("## What does not hold")[0].Split("\n- ").Skip(1).ToList();

        claims.Count.ShouldBeGreaterThan(10);
        claims.ShouldAllBe(c => Test().IsMatch(c));
    }
}
