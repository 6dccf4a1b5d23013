using System.Formats.Tar;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class BuildContextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BuildContextTests()
    {
        folder.Write("Dockerfile", "FROM one");
        folder.Write("app/a.dll", "a");
        folder.Write("app/native/b.so", "b");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Unchanged_files_have_the_same_hash_wherever_they_lie_and_whenever_they_were_written()
    {
        var before = Hash();

        File.SetLastWriteTimeUtc(folder["app/a.dll"], DateTime.UnixEpoch);

        Hash().ShouldBe(before);
    }

    [Fact]
    public void Another_content_name_mode_or_Dockerfile_is_another_hash()
    {
        var hashes = new List<string> { Hash() };
        folder.Write("app/a.dll", "A");
        hashes.Add(Hash());
        File.Move(folder["app/a.dll"], folder["app/c.dll"]);
        hashes.Add(Hash());
        File.SetUnixFileMode(folder["app/c.dll"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        hashes.Add(Hash());
        folder.Write("Dockerfile", "FROM two");
        hashes.Add(Hash());
        File.CreateSymbolicLink(folder["link"], "app");
        hashes.Add(Hash());

        hashes.ShouldBeUnique();
    }

    [Fact]
    public void What_is_ignored_does_not_count()
    {
        folder.Write(".dockerignore", "obj\nlogs/*\n!logs/kept");
        var before = Hash();

        folder.Write("obj/deep/file", "1");
        folder.Write("logs/today", "1");
        Hash().ShouldNotBe(before, "the folder of the logs is new");
        before = Hash();
        folder.Write("logs/today", "2");
        Hash().ShouldBe(before);
        folder.Write("logs/kept", "1");
        Hash().ShouldNotBe(before);
    }

    [Fact]
    public async Task The_archive_has_folders_files_links_and_the_Dockerfile_open_to_every_reader()
    {
        File.SetUnixFileMode(folder["app/a.dll"], UnixFileMode.UserRead);
        File.CreateSymbolicLink(folder["link"], "app/a.dll");

        var entries = await EntriesAsync();

        entries.Select(e => e.Name.TrimEnd('/')).ShouldBe(
            ["Dockerfile", "app", "app/a.dll", "app/native", "app/native/b.so", "link", BuildContext.DockerfileEntry]);
        entries.ShouldAllBe(e => e.Mode.HasFlag(UnixFileMode.OtherRead));
        entries.Single(e => e.Name == "link").LinkName.ShouldBe("app/a.dll");
        entries.Where(e => e.EntryType == TarEntryType.Directory).ShouldAllBe(e => e.Mode.HasFlag(UnixFileMode.OtherExecute));
    }

    private string Hash() => Context().Hash;

    private BuildContext Context() => BuildContext.Of(folder.Location, folder["Dockerfile"]);

    private async Task<IReadOnlyList<TarEntry>> EntriesAsync()
    {
        using var archive = new MemoryStream();
        await Context().WriteAsync(archive, TestContext.Current.CancellationToken);
        archive.Position = 0;
        using var reader = new TarReader(archive);
        var entries = new List<TarEntry>();
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
