namespace ReefChaos.AcceptanceTests.Packages;

/// <summary>A package can be checked against its source: whoever builds that anywhere gets the same bytes.</summary>
[Collection<WithoutRunner>]
public sealed class DeterminismTests : IDisposable
{
    private static readonly string[] Shared =
        [".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "global.json", "src/Package.props"];

    /// <summary>The agent, as it has a reference to another package of ours.</summary>
    private static readonly string[] Projects = ["src/ReefChaos", "src/ReefChaos.Agent"];

    private readonly Stranger here = new();
    private readonly Stranger there = new();

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task The_same_source_gives_the_same_package_in_any_folder()
    {
        var packages = await Task.WhenAll(PackAsync(here, "a"), PackAsync(there, "another/folder"));

        using var one = new PackageFile(packages[0]);
        using var other = new PackageFile(packages[1]);
        one.Contents.ShouldContainKey("lib/net10.0/ReefChaos.Agent.dll");
        one.Contents.ShouldBe(other.Contents, ignoreOrder: true);
    }

    private static async Task<string> PackAsync(Stranger stranger, string folder)
    {
        var source = Path.Combine(stranger.Folder, folder);
        foreach (var file in Shared.Concat(Projects.SelectMany(FilesOf)))
        {
            stranger.Write(Path.Combine(folder, file), await File.ReadAllTextAsync(Path.Combine(Reef.Root, file)));
        }

        (await stranger.RunInAsync(source, "dotnet", "pack", "src/ReefChaos.Agent", "-c", "Release", "-o", stranger.Feed)).ShouldSucceed();
        return Directory.GetFiles(stranger.Feed).ShouldHaveSingleItem();
    }

    private static IEnumerable<string> FilesOf(string project) => Directory.GetFiles(Path.Combine(Reef.Root, project), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Reef.Root, f))
        .Where(f => !f.StartsWith($"{project}/bin/", StringComparison.Ordinal) && !f.StartsWith($"{project}/obj/", StringComparison.Ordinal));
}
