using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class TargetBuildTests : IDisposable
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{0}</PropertyGroup></Project>""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_stands_for_its_one_project()
    {
        var file = folder.Write("app/app.csproj", "");
        TargetBuild.Find(folder["app"]).ShouldBe(file);
        TargetBuild.Find(file).ShouldBe(file);
    }

    [Fact]
    public void Several_projects_in_a_folder_are_named()
    {
        folder.Write("b.csproj", "");
        folder.Write("a.fsproj", "");
        Refusal(() => TargetBuild.Find(folder.Location)).ShouldContain("a.fsproj, b.csproj");
    }

    [Fact]
    public void What_is_no_project_is_refused()
    {
        Refusal(() => TargetBuild.Find(folder["none"])).ShouldContain("no such project");
        Refusal(() => TargetBuild.Find(folder.Location)).ShouldContain("no project file in this folder");
        Refusal(() => TargetBuild.Find(folder.Write("notes.txt", ""))).ShouldContain("not a project file");
    }

    [Fact]
    public void Compiler_errors_become_problems_with_their_place()
    {
        var problems = TargetBuild.ProblemsIn("app.csproj",
            "/src/A.cs(3,14): error CS1525: Invalid expression term ';' [/src/app.csproj]\n" +
            "/src/A.cs(3,14): error CS1525: Invalid expression term ';' [/src/app.csproj]\n" +
            "/src/A.cs(4,1): warning CS0168: never used [/src/app.csproj]\n" +
            "/src/A.cs(5,9): error CS0029: Cannot convert 'int[]' to 'string' [/src/app.csproj]\n" +
            "/src/app.csproj : error NU1101: Unable to find package X. [/src/app.sln]\n");
        problems.ShouldBe([
            new Problem("/src/A.cs", 3, 14, "CS1525: Invalid expression term ';'"),
            new Problem("/src/A.cs", 5, 9, "CS0029: Cannot convert 'int[]' to 'string'"),
            new Problem("/src/app.csproj", 0, 0, "NU1101: Unable to find package X."),
        ]);
    }

    [Fact]
    public void A_failure_without_such_lines_is_told_in_full() =>
        TargetBuild.ProblemsIn("app.csproj", "out of disk\n").ShouldHaveSingleItem().Message.ShouldContain("out of disk");

    [Fact]
    public async Task A_library_is_no_target()
    {
        var project = folder.Write("app.csproj", Project.Replace("{0}", "", StringComparison.Ordinal));
        (await RefusalAsync(project)).ShouldContain("makes a Library");
    }

    [Fact]
    public async Task A_program_that_does_not_compile_gives_the_compilers_words()
    {
        var project = folder.Write("app.csproj", Project.Replace("{0}", "<OutputType>Exe</OutputType>", StringComparison.Ordinal));
        folder.Write("Program.cs", "\nint x = ;\n");
        (await RefusalAsync(project)).ShouldContain("Program.cs:2:9: error: CS1525");
    }

    [Fact]
    public async Task A_program_without_aspnet_core_is_no_target()
    {
        var project = folder.Write("app.csproj", Project.Replace("{0}", "<OutputType>Exe</OutputType>", StringComparison.Ordinal));
        folder.Write("Program.cs", "System.Console.WriteLine();\n");
        (await RefusalAsync(project)).ShouldContain("app.csproj: error: The project has no reference to ASP.NET Core: give it Sdk=\"Microsoft.NET.Sdk.Web\"");
    }

    private static string Refusal(Action action) => Should.Throw<InvalidInputException>(action).Message;

    private static async Task<string> RefusalAsync(string project) =>
        (await Should.ThrowAsync<InvalidInputException>(() => TargetBuild.BuildAsync(project, TestContext.Current.CancellationToken))).Message;
}
