using Microsoft.Diagnostics.Runtime;
using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The library that understands the runtime's data structures: it lies beside each runtime, and is loaded into this process.</summary>
/// <remarks>
/// So it is code of the target's that runs with our rights. It is taken only where root or this user owns it and nobody else may write it.
/// </remarks>
internal static class AccessLibrary
{
    private const string Name = "libmscordaccore.so";

    /// <param name="root">In front of the paths that the target sees.</param>
    public static string? Find(ClrInfo clr, string root)
    {
        var folder = Path.GetDirectoryName(clr.ModuleInfo.FileName);
        if (string.IsNullOrEmpty(folder) || clr.IsSingleFile)
        {
            return null;
        }

        var theirs = root + Path.Combine(folder, Name);
        return Candidates(theirs, folder).FirstOrDefault(IsTrusted);
    }

    /// <summary>A machine's own runtime of the same build first: it is better known than a container's.</summary>
    private static IEnumerable<string> Candidates(string theirs, string folder)
    {
        var ours = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "", "..", Path.GetFileName(folder), Name);
        if (File.Exists(ours) && File.Exists(theirs) && new FileInfo(ours).Length == new FileInfo(theirs).Length)
        {
            yield return Path.GetFullPath(ours);
        }

        yield return theirs;
    }

    private static bool IsTrusted(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path)
        && (Users.OwnerOf(path) is 0 || Users.OwnerOf(path) == Users.Own)
        && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;
}
