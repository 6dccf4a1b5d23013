using Xunit;

namespace ReefChaos.Xunit.Running;

/// <summary>Adds the files of a run to the test's result.</summary>
internal static class Attachments
{
    /// <summary>A larger file stays where it is: runners hold attachments in memory.</summary>
    private const long MaxBytes = 8 << 20;

    public static void Add(ITestContext test, string output)
    {
        foreach (var (name, file) in In(output))
        {
            if (new FileInfo(file).Length <= MaxBytes)
            {
                test.AddAttachment(name, File.ReadAllBytes(file), replaceExistingValue: true, MediaTypeOf(file));
            }
            else
            {
                test.AddWarning($"{file} is larger than {MaxBytes >> 20} MiB, and not attached.");
            }
        }
    }

    /// <summary>Names are paths with dots in place of slashes, which names of attachments may not have.</summary>
    internal static IReadOnlyList<(string Name, string File)> In(string output) =>
    [
        .. Directory.GetFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetRelativePath(output, f).Replace(Path.DirectorySeparatorChar, '.'), f)),
    ];

    private static string MediaTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html",
        ".json" => "application/json",
        ".xml" => "application/xml",
        ".md" => "text/markdown",
        _ => "text/plain",
    };
}
