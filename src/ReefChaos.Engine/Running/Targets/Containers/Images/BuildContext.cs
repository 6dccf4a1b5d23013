using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>The files that an image is built from.</summary>
/// <remarks>
/// Everybody may read them in the image, whatever this machine's umask is, since the target's user is not the builder.
/// Limit: pipes and sockets in the folder are not supported.
/// </remarks>
internal sealed class BuildContext
{
    /// <summary>Of the Dockerfile in the archive, where a file of the folder cannot have it.</summary>
    public const string DockerfileEntry = ".reefchaos.Dockerfile";

    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly List<(string Path, FileSystemInfo Item)> items;

    private BuildContext(List<(string Path, FileSystemInfo Item)> items)
    {
        this.items = items;
        Hash = HashOf(items);
    }

    /// <summary>Of paths, contents, and who may execute; the Dockerfile included.</summary>
    public string Hash { get; }

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static BuildContext Of(string folder, string dockerfile)
    {
        var rules = Path.Combine(folder, DockerIgnore.FileName);
        var ignore = DockerIgnore.Parse(File.Exists(rules) ? File.ReadAllText(rules) : "");
        return new BuildContext([.. Walk(new DirectoryInfo(folder), "", ignore), (DockerfileEntry, new FileInfo(dockerfile))]);
    }

    public async Task WriteAsync(Stream archive, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var (path, item) in items)
            {
                var entry = new PaxTarEntry(TypeOf(item), path) { Mode = ModeOf(item), ModificationTime = item.LastWriteTimeUtc };
                if (item.LinkTarget is { } target)
                {
                    entry.LinkName = target;
                }

                using var content = item is FileInfo { LinkTarget: null } file ? file.OpenRead() : null;
                if (content is not null)
                {
                    entry.DataStream = content;
                }

                await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string HashOf(List<(string Path, FileSystemInfo Item)> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, item) in items)
        {
            Add(hash, $"{path}\0{item.LinkTarget}\0{ModeOf(item)}\0{(item as FileInfo)?.Length}\n");
            if (item is FileInfo { LinkTarget: null } file)
            {
                AddContent(hash, file);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Ordered by name: the hash must not depend on how the file system lists a folder. Links are kept, not followed.</summary>
    private static IEnumerable<(string Path, FileSystemInfo Item)> Walk(DirectoryInfo folder, string above, DockerIgnore ignore)
    {
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            var path = above + item.Name;
            var ignored = ignore.Ignores(path);
            if (!ignored)
            {
                yield return (path, item);
            }

            if (item is DirectoryInfo { LinkTarget: null } inner && (!ignored || ignore.HasExceptions))
            {
                foreach (var below in Walk(inner, path + "/", ignore))
                {
                    yield return below;
                }
            }
        }
    }

    private static TarEntryType TypeOf(FileSystemInfo item) => item switch
    {
        { LinkTarget: not null } => TarEntryType.SymbolicLink,
        DirectoryInfo => TarEntryType.Directory,
        _ => TarEntryType.RegularFile,
    };

    private static UnixFileMode ModeOf(FileSystemInfo item) =>
        item is DirectoryInfo || item.UnixFileMode.HasFlag(UnixFileMode.UserExecute)
            ? item.UnixFileMode | Read | Execute
            : item.UnixFileMode | Read;

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));

    private static void AddContent(IncrementalHash hash, FileInfo file)
    {
        using var stream = file.OpenRead();
        var buffer = new byte[64 << 10];
        while (stream.Read(buffer) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
        }
    }
}
