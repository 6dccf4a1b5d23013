using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace ReefChaos.AcceptanceTests.Packages;

/// <summary>What is in a package.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive zip;
    private readonly XElement metadata;

    public PackageFile(string path)
    {
        zip = ZipFile.OpenRead(path);
        using var spec = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        metadata = XDocument.Load(spec).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    public IReadOnlyList<string> Files => [.. zip.Entries.Select(e => Uri.UnescapeDataString(e.FullName))];

    /// <summary>Files and the hash of each. The times that the zip has of them are no content.</summary>
    public IReadOnlyDictionary<string, string> Contents => zip.Entries.ToDictionary(e => Uri.UnescapeDataString(e.FullName), Hash);

    public string? Of(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    /// <summary>The packages that come along.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => (string)e.Attribute("id")!).Order(StringComparer.Ordinal)];

    /// <summary>Of our own assemblies in it, those that a debugger could not show.</summary>
    public IEnumerable<string> WithoutSymbols() => zip.Entries
        .Where(e => e.Name.StartsWith("ReefChaos", StringComparison.Ordinal) && e.Name.EndsWith(".dll", StringComparison.Ordinal) || e.Name == "reef.dll")
        .Where(e => !HasSymbols(e)).Select(e => e.FullName);

    public void Dispose() => zip.Dispose();

    private static string Hash(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private static bool HasSymbols(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var stream = entry.Open())
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var assembly = new PEReader(bytes);
        var debug = assembly.ReadDebugDirectory().Select(d => d.Type).ToList();
        return debug.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb) && debug.Contains(DebugDirectoryEntryType.Reproducible);
    }
}
