using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>The few system calls of Linux that .NET does not offer.</summary>
internal static partial class Native
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int LockExclusiveNow = 2 | 4;
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int OnlyUs = 0x180;
    private const int ClockTicks = 2;

    /// <summary>Clock ticks a second, the unit of times in <c>/proc/PID/stat</c>.</summary>
    public static double TicksPerSecond { get; } = OperatingSystem.IsLinux() ? SystemConfiguration(ClockTicks) : 100;

    /// <summary>False where the process is gone or is not ours to signal.</summary>
    public static bool Signal(int processId, int signal) => processId > 1 && Kill(processId, signal) == 0;

    /// <summary>All of the process group that the process leads.</summary>
    public static bool SignalGroup(int leaderId, int signal) => leaderId > 1 && Kill(-leaderId, signal) == 0;

    /// <summary>For locking: .NET's own opening takes a lock of its own sharing rules, and fails where another has ours.</summary>
    public static SafeFileHandle OpenOrCreate(string path) => Open(path, ReadWriteCreateCloseOnExec, OnlyUs);

    /// <summary>False where another holds it. The kernel lets go when the last handle is closed, also by death.</summary>
    public static bool TryLock(SafeFileHandle file) => Flock(file, LockExclusiveNow) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);
}
