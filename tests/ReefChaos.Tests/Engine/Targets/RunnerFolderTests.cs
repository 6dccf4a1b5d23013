using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class RunnerFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Only_this_user_can_look_into_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The process target is for Linux.");
            return;
        }

        using var folder = RunnerFolder.Create(RunnerFolder.OpenShared(place["shared"]));
        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (File.GetUnixFileMode(folder.Location) & Others).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(place["shared"]) & Others).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public void It_goes_with_all_that_is_in_it()
    {
        var folder = RunnerFolder.Create(place.Location);
        File.WriteAllText(folder.SocketPath("agent.sock"), "");
        folder.Dispose();
        Directory.GetDirectories(place.Location).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_in_its_place_is_refused()
    {
        Directory.CreateDirectory(place["elsewhere"]);
        Directory.CreateSymbolicLink(place["shared"], place["elsewhere"]);
        Should.Throw<EnvironmentLacksException>(() => RunnerFolder.OpenShared(place["shared"])).Message.ShouldContain("belongs to another user");
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused()
    {
        using var folder = RunnerFolder.Create(place.Location);
        Should.Throw<EnvironmentLacksException>(() => folder.SocketPath(new string('x', 100))).Message.ShouldContain("TMPDIR");
    }
}
