using ReefChaos.Cli.Init;
using ReefChaos.Engine;

namespace ReefChaos.Tests.Cli.Init;

public sealed class ServiceProjectTests : IDisposable
{
    private readonly ServiceFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_one_service_among_libraries_and_tests_is_found()
    {
        folder.With("src/Orders/Orders.csproj", ServiceFolder.Web).With("src/Core/Core.csproj", ServiceFolder.Library)
            .With("tests/Orders.Tests/Orders.Tests.csproj", ServiceFolder.Web.Replace("</Project>", """<ItemGroup><PackageReference Include="xunit.v3" /></ItemGroup></Project>""", StringComparison.Ordinal))
            .With("src/Orders/bin/Copy.csproj", ServiceFolder.Web);

        var service = ServiceProject.Find(folder.Path, null);

        service.RelativePath.ShouldBe("src/Orders/Orders.csproj");
        service.LiesInRoot.ShouldBeFalse();
    }

    [Fact]
    public void A_program_with_a_reference_to_the_framework_is_a_service_too() =>
        ServiceProject.Find(folder.With("Worker.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>
            </Project>
            """).Path, null).LiesInRoot.ShouldBeTrue();

    [Fact]
    public void A_folder_without_a_project_says_so() => Refusal(null).ShouldContain("there is no C# project in this folder or below");

    [Fact]
    public void A_folder_that_is_not_there_says_so() =>
        Should.Throw<InvalidInputException>(() => ServiceProject.Find(folder.At("none"), null)).Message.ShouldContain("there is no such folder");

    [Fact]
    public void A_file_in_place_of_a_folder_is_told_from_it() =>
        Should.Throw<InvalidInputException>(() => ServiceProject.Find(folder.With("x", "").At("x"), null)).Message.ShouldContain("this is a file");

    [Fact]
    public void A_library_is_no_service_and_its_sdk_is_named()
    {
        folder.With("Core.csproj", ServiceFolder.Library);

        Refusal(null).ShouldContain("no project references ASP.NET Core (Core.csproj has the Sdk 'Microsoft.NET.Sdk')");
        Refusal("Core.csproj").ShouldContain("no project references ASP.NET Core");
    }

    [Fact]
    public void Of_several_services_one_is_to_be_named()
    {
        folder.With("A/A.csproj", ServiceFolder.Web).With("B/B.csproj", ServiceFolder.Web);

        Refusal(null).ShouldContain("there are several services: A/A.csproj, B/B.csproj; name one with --project");
        ServiceProject.Find(folder.Path, "B/B.csproj").RelativePath.ShouldBe("B/B.csproj");
        Refusal("C/C.csproj").ShouldContain("C/C.csproj: error: there is no such project file");
    }

    [Fact]
    public void A_torn_project_file_has_a_place() => Refusal(null, folder.With("A.csproj", "<Project>\n  <Property")).ShouldContain("A.csproj:2:");

    [Fact]
    public void The_code_of_referenced_projects_belongs_to_the_service()
    {
        folder.With("Api/Api.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><ProjectReference Include="..\Core\Core.csproj" /></ItemGroup></Project>""")
            .With("Core/Core.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../Api/Api.csproj" /></ItemGroup></Project>""");

        ServiceProject.Find(folder.Path, null).WithReferences().Select(Path.GetFileName).ShouldBe(["Api.csproj", "Core.csproj"]);
    }

    private string Refusal(string? project, ServiceFolder? at = null) =>
        Should.Throw<InvalidInputException>(() => ServiceProject.Find((at ?? folder).Path, project)).Message;
}
