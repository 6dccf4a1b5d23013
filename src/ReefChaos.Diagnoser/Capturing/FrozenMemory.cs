using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;
using Microsoft.Diagnostics.Runtime.DataReaders.Implementation;
using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The memory of a process that goes on running, and the registers of those of its threads that are blocked.</summary>
/// <remarks>
/// A thread that is blocked in a system call cannot move its own stack, and the kernel tells where that is: so its stack is
/// read without stopping anything. Limit: nothing is known of a thread that runs.
/// </remarks>
internal sealed class FrozenMemory(IDataReader process, int processId, Procfs processes) : IDataReader, IThreadReader
{
    /// <summary>The library's own reader knows only what was mapped when it was attached.</summary>
    private readonly LiveMemory memory = new(processId);

    public HeldThreads Held { get; } = new(processId, processes);

    public string DisplayName => process.DisplayName;

    public bool IsThreadSafe => false;

    public OSPlatform TargetPlatform => process.TargetPlatform;

    public Architecture Architecture => process.Architecture;

    public int ProcessId => processId;

    public int PointerSize => process.PointerSize;

    public IEnumerable<ModuleInfo> EnumerateModules() => process.EnumerateModules();

    public void FlushCachedData() => memory.Forget();

    public int Read(ulong address, Span<byte> buffer) => Held.TryRead(address, buffer) ? buffer.Length : memory.Read(address, buffer);

    public bool Read<T>(ulong address, out T value) where T : unmanaged
    {
        value = default;
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        return Read(address, bytes) == bytes.Length;
    }

    public T Read<T>(ulong address) where T : unmanaged => Read(address, out T value) ? value : default;

    public bool ReadPointer(ulong address, out ulong value) => Read(address, out value);

    public ulong ReadPointer(ulong address) => Read<ulong>(address);

    public IEnumerable<uint> EnumerateOSThreadIds() => Held.Ids.Select(id => (uint)id);

    public ulong GetThreadTeb(uint osThreadId) => 0;

    public bool GetThreadContext(uint threadId, uint contextFlags, Span<byte> context)
    {
        if (Held.CallOf(threadId) is not { } call)
        {
            return false;
        }

        context.Clear();
        return Architecture switch
        {
            Architecture.X64 => Write(context, 0x30, 0x10000B, 0x98, call.StackPointer, 0xF8, call.Instruction),
            Architecture.Arm64 => Write(context, 0x0, 0x400003, 0x100, call.StackPointer, 0x108, call.Instruction),
            _ => false,
        };
    }

    /// <summary>Into the runtime's own CONTEXT structure: which parts are given, stack pointer, instruction.</summary>
    private static bool Write(Span<byte> context, int flagsAt, uint flags, int stackAt, ulong stack, int instructionAt, ulong instruction) =>
        context.Length >= instructionAt + sizeof(ulong)
        && BitConverter.TryWriteBytes(context[flagsAt..], flags)
        && BitConverter.TryWriteBytes(context[stackAt..], stack)
        && BitConverter.TryWriteBytes(context[instructionAt..], instruction);
}
