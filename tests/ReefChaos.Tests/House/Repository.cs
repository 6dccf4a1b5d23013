using System.Runtime.CompilerServices;

namespace ReefChaos.Tests.House;

/// <summary>The checkout that this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "ReefChaos.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No ReefChaos.sln above {here}.");
        }

        return folder.FullName;
    }
}
