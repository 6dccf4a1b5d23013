namespace ReefChaos.AcceptanceTests.Packages;

/// <summary>The template's package, as <c>dotnet new</c> takes it.</summary>
[Collection<WithoutRunner>]
public sealed class TemplateTests : IDisposable
{
    private readonly Stranger stranger = new();

    public void Dispose() => stranger.Dispose();

    [Fact]
    public async Task The_template_gives_valid_scenarios_and_tests_with_the_packages_of_its_own_version()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        (await stranger.RunInAsync(Reef.Root, "dotnet", "pack", "templates", "-c", configuration, "--no-build", "-o", stranger.Feed)).ShouldSucceed();
        var package = Directory.GetFiles(stranger.Feed).ShouldHaveSingleItem();
        var hive = Path.Combine(stranger.OwnPackages, "templates");
        (await stranger.RunAsync("dotnet", "new", "install", package, "--debug:custom-hive", hive)).ShouldSucceed();

        (await stranger.RunAsync("dotnet", "new", "reefchaos", "--service", "../other", "--route", "/weatherforecast", "--debug:custom-hive", hive)).ShouldSucceed();

        var valid = (await stranger.RunAsync("dotnet", Path.Combine(AppContext.BaseDirectory, "reef.dll"), "validate")).ShouldSucceed();
        valid.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        File.Exists(Path.Combine(stranger.Folder, "Directory.Build.props")).ShouldBeFalse();
        File.Exists(Path.Combine(stranger.Folder, ".github", "workflows", "chaos.yml")).ShouldBeTrue();
        var version = Path.GetFileNameWithoutExtension(package)["ReefChaos.Templates.".Length..];
        File.ReadAllText(Path.Combine(stranger.Folder, "chaos", "Chaos.csproj")).ShouldContain($"""Include="ReefChaos.Xunit" Version="{version}" """);
    }
}
