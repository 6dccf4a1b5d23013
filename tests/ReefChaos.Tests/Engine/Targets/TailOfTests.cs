using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class TailOfTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_the_last_twenty_lines_are_kept() =>
        TailOf.File(folder.Write("log", string.Join('\n', Enumerable.Range(1, 5000)) + "\n")).ShouldBe(string.Join('\n', Enumerable.Range(4981, 20)));

    [Fact]
    public void One_endless_line_is_cut() => TailOf.File(folder.Write("log", new string('x', 1 << 20))).Length.ShouldBe(16 << 10);

    [Fact]
    public void A_missing_file_is_empty() => TailOf.File(folder["none"]).ShouldBeEmpty();
}
