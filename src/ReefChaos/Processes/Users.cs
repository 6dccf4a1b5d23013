using System.Runtime.InteropServices;

namespace ReefChaos.Processes;

/// <summary>Who this process is, and whose a file is.</summary>
internal static partial class Users
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantUid = 8;

    public static uint Own { get; } = OperatingSystem.IsLinux() ? EffectiveUser() : 0;

    /// <summary>Links are not followed. Null where there is no such file.</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        // struct statx: the user id lies at byte 20 on every architecture.
        var answer = stackalloc byte[256];
        return Statx(CurrentFolder, path, NoFollow, WantUid, answer) == 0 ? *(uint*)(answer + 20) : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* answer);
}
