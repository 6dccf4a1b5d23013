using Microsoft.Extensions.Time.Testing;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Xunit.Running;

namespace ReefChaos.Tests.Xunit;

public sealed class OutputFolderTests
{
    [Fact]
    public void No_run_writes_over_another()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();

        var names = Enumerable.Range(0, 3).Select(_ => Path.GetFileName(Directory.CreateDirectory(OutputFolder.New(folder.Location, "leak", time)).FullName)).ToList();

        names.Distinct().Count().ShouldBe(3);
        names.ShouldAllBe(n => n.Contains("-leak"));
    }

    [Fact]
    public void Every_file_of_the_run_is_attached_by_a_name_without_slashes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Location, "leak", "defended"));
        File.WriteAllText(Path.Combine(folder.Location, "index.html"), "");
        File.WriteAllText(Path.Combine(folder.Location, "leak", "defended", "history.jsonl"), "");

        Attachments.In(folder.Location).Select(a => a.Name).ShouldBe(["index.html", "leak.defended.history.jsonl"]);
    }
}
