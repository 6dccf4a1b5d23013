using System.Runtime.InteropServices;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The system call that reads another process's memory.</summary>
internal static partial class Native
{
    /// <summary>While that process goes on. Gives how many bytes could be read, from the first one on.</summary>
    public static unsafe int ReadMemory(int processId, ulong address, Span<byte> buffer)
    {
        fixed (byte* into = buffer)
        {
            var local = new MemoryPart((nuint)into, (nuint)buffer.Length);
            var remote = new MemoryPart((nuint)address, (nuint)buffer.Length);
            return (int)Math.Max(0, ProcessVmRead(processId, &local, 1, &remote, 1, 0));
        }
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv")]
    private static unsafe partial nint ProcessVmRead(int pid, MemoryPart* local, nuint locals, MemoryPart* remote, nuint remotes, nuint flags);

    /// <summary>struct iovec.</summary>
    private readonly record struct MemoryPart(nuint Address, nuint Length);
}
