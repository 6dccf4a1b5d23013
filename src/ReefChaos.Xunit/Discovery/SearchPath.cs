namespace ReefChaos.Xunit.Discovery;

/// <summary>Where paths of a test are looked for: a folder, and all above it.</summary>
internal sealed class SearchPath(string start)
{
    public static SearchPath OfThisAssembly { get; } = new(AppContext.BaseDirectory);

    /// <summary>Null where no folder has it.</summary>
    public Found? Find(string path)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, path));
            if (File.Exists(candidate) || Directory.Exists(candidate))
            {
                return new Found(candidate, folder.FullName);
            }
        }

        return null;
    }

    /// <summary>For messages.</summary>
    public override string ToString() => $"{start} or any folder above it";

    /// <param name="WorkingFolder">That has the path.</param>
    public sealed record Found(string Path, string WorkingFolder);
}
