using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>The last file descriptors are the runtime's own: without any it cannot even start a thread, and ends the process.</summary>
internal static unsafe class Descriptors
{
    private const ulong Spare = 16;

    /// <summary>The kernel gives the lowest number that is free, so the number tells how many are taken.</summary>
    public static bool IsSpare(int file)
    {
        var limits = stackalloc ulong[2];
        return getrlimit(RLIMIT_NOFILE, limits) == 0 && (ulong)file + Spare >= limits[0];
    }

    /// <summary>Whether the next one would be a spare one, or there is none.</summary>
    public static bool AreShort()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var file = eventfd(0, SOCK_CLOEXEC);
        if (file >= 0)
        {
            _ = close(file);
        }

        return file < 0 || IsSpare(file);
    }
}
