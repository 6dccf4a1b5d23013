using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ReefChaos.Torture.Torments;

internal static partial class Libc
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int PidfdOpen = 434;
    private const int PidfdGetfd = 438;
    private const int ReadAndWrite = 2;

    /// <summary>False where the process is gone.</summary>
    public static bool Signal(int process, int signal) => process > 1 && SendSignal(process, signal) == 0;

    /// <summary>Shuts down a connection that another process has open, without its doing.</summary>
    public static bool ShutDown(int process, int descriptor)
    {
        using var handle = new SafeFileHandle(SystemCall(PidfdOpen, process, 0, 0), ownsHandle: true);
        using var theirs = new SafeFileHandle(handle.IsInvalid ? -1 : SystemCall(PidfdGetfd, handle.DangerousGetHandle(), descriptor, 0), ownsHandle: true);
        return !theirs.IsInvalid && Shutdown(theirs, ReadAndWrite) == 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int Shutdown(SafeFileHandle socket, int how);
}
