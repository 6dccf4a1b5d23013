using System.Diagnostics;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Tests.House;

namespace ReefChaos.Tests.Xunit;

/// <summary>What a project that uses the package is told by its build.</summary>
public sealed class XunitVersionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_project_of_xunit_v2_is_told_so_before_it_is_compiled()
    {
        var (exit, output) = await BuildAsync("xunit.core.dll");

        exit.ShouldNotBe(0);
        output.ShouldContain("error REEF0001: ReefChaos.Xunit needs xunit.v3, version 4 or later, and this project references xunit v2 (xunit.core.dll).");
        output.ShouldNotContain("compiling");
    }

    [Fact]
    public async Task A_project_of_xunit_v3_is_left_alone()
    {
        var (exit, output) = await BuildAsync("xunit.v3.core.dll");

        exit.ShouldBe(0, output);
        output.ShouldContain("compiling");
    }

    private async Task<(int Exit, string Output)> BuildAsync(string reference)
    {
        var project = folder.Write("app.proj", $"""
            <Project>
              <Import Project="{Repository.At("src", "ReefChaos.Xunit", "build", "ReefChaos.Xunit.targets")}" />
              <ItemGroup><ReferencePath Include="/packages/{reference}" /></ItemGroup>
              <Target Name="CoreCompile"><Message Importance="high" Text="compiling" /></Target>
            </Project>
            """);
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-t:CoreCompile", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (build.ExitCode, output);
    }
}
