using ReefChaos.Engine.Reading;

namespace ReefChaos.Tests.Engine.Reading;

public sealed class ScenarioFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_gives_its_scenarios_by_ordinal_name_and_nothing_else()
    {
        Write("b.yaml", "b");
        Write("a.yml", "a");
        Write("B.yaml", "big-b");
        Write("notes.md", "c");
        Write("sub/d.yaml", "d");

        var (files, problems) = ScenarioFiles.Find([folder.Path]);

        files.ShouldBe([folder.File("B.yaml"), folder.File("a.yml"), folder.File("b.yaml")]);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void Files_keep_the_order_in_which_they_are_given_and_count_once()
    {
        var (b, a) = (Write("b.yaml", "b"), Write("a.yaml", "a"));

        ScenarioFiles.Find([b, folder.Path, a]).Files.ShouldBe([b, a]);
    }

    [Fact]
    public void A_missing_path_is_a_problem()
    {
        var (files, problems) = ScenarioFiles.Find([folder.File("none.yaml")]);

        files.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().ToString().ShouldBe($"{folder.File("none.yaml")}: error: there is no such file or folder; check the path");
    }

    [Fact]
    public void A_folder_without_scenarios_is_a_problem() =>
        ScenarioFiles.Find([folder.Path]).Problems.ShouldHaveSingleItem().Message.ShouldStartWith("the folder has no scenario");

    [Fact]
    public void A_name_used_twice_is_a_problem_at_the_second_file()
    {
        var first = Write("a.yaml", "same");
        var second = Write("b.yaml", "same");

        var (files, problems) = ScenarioFiles.Find([folder.Path]);

        files.Count.ShouldBe(2);
        problems.Select(p => p.ToString()).ShouldBe([$"{second}:1:11: error: the name 'same' is that of {first} too; give this scenario another"]);
    }

    [Fact]
    public void A_broken_file_is_left_to_its_reader()
    {
        File.WriteAllText(folder.File("a.yaml"), "scenario: [");

        var (files, problems) = ScenarioFiles.Find([folder.Path]);

        files.Count.ShouldBe(1);
        problems.ShouldBeEmpty();
    }

    private string Write(string file, string scenario)
    {
        var path = folder.File(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Examples.With("scenario: missing-timeout", $"scenario: {scenario}"));
        return path;
    }
}
