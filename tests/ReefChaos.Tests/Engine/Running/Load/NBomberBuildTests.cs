using ReefChaos.Engine.Running.Load;

namespace ReefChaos.Tests.Engine.Running.Load;

public sealed class NBomberBuildTests
{
    [Fact]
    public void A_package_that_cannot_be_restored_is_told_with_its_version_and_the_alternative()
    {
        var message = NBomberBuild.Explain("4.1.2",
            "/r/nbomber/ReefChaos.Load.NBomber.csproj : error NU1101: Unable to find package NBomber. No packages exist with this id in source(s): feed [/r/x.csproj]\n");

        message.ShouldContain("NBomber 4.1.2 cannot be restored here (NU1101: Unable to find package NBomber. No packages exist with this id in source(s): feed).");
        message.ShouldContain("--load worker");
        message.ShouldContain(NBomberBuild.DriverVariable);
    }

    [Fact]
    public void A_version_that_the_driver_does_not_fit_is_told_with_one_that_it_does()
    {
        var message = NBomberBuild.Explain("9.0.0", "/r/nbomber/NBomberSession.cs(49,10): error CS1061: 'X' has no 'Run' [/r/x.csproj]\n");

        message.ShouldContain("does not build with NBomber 9.0.0: CS1061");
        message.ShouldContain("--nbomber-version 4.1.2");
        message.ShouldContain("--load worker");
    }

    [Theory]
    [InlineData("4.1.2", true)]
    [InlineData("6.0.1", true)]
    [InlineData("10.0.0-beta.1", true)]
    [InlineData("3.3.0", false)]
    [InlineData("4.1", false)]
    [InlineData("6.*", false)]
    [InlineData("4.1.2;Evil=1", false)]
    [InlineData("", false)]
    public void A_version_is_a_whole_one_from_4_on(string text, bool valid) => LoadChoice.IsNBomberVersion(text).ShouldBe(valid);
}
