using Microsoft.Diagnostics.Runtime;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The runtime of a process that goes on running, read from its memory.</summary>
internal sealed class Attachment : IDisposable
{
    private readonly DataTarget raw;
    private readonly DataTarget target;

    private readonly FrozenMemory memory;

    private Attachment(DataTarget raw, DataTarget target, FrozenMemory memory, ClrRuntime runtime)
    {
        (this.raw, this.target, this.memory, Runtime) = (raw, target, memory, runtime);
        Fields = new FieldPlaces(Reread);
    }

    public ClrRuntime Runtime { get; }

    public FieldPlaces Fields { get; }

    /// <summary>The runtime, or why it cannot be read.</summary>
    public static (Attachment? Attachment, string? WhyNot) Open(DiagnoseOrder process, Procfs processes)
    {
        DataTarget? raw = null, target = null;
        try
        {
            var options = new DataTargetOptions { SymbolPaths = [], FileLocator = new NoFiles() };
            raw = DataTarget.AttachToProcess(process.ProcessId, suspend: false, options);
            var memory = new FrozenMemory(raw.DataReader, process.ProcessId, processes);
            target = new DataTarget(memory, options);
            if (target.ClrVersions is not [var clr, ..])
            {
                return (null, "no runtime was found in its memory: threads and heap were not read");
            }

            if (AccessLibrary.Find(clr, process.Root) is not { } library)
            {
                return (null, "its runtime has no libmscordaccore.so beside it that may be trusted (a single-file app has none): threads and heap were not read");
            }

            var attachment = new Attachment(raw, target, memory, clr.CreateRuntime(library, ignoreMismatch: true));
            (raw, target) = (null, null);
            return (attachment, null);
        }
        catch (Exception e) when (e is ClrDiagnosticsException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or DllNotFoundException)
        {
            return (null, $"its memory may not be read ({Line(e)}): threads and heap were not read; run reef as root, or allow it with kernel.yama.ptrace_scope=0");
        }
        finally
        {
            target?.Dispose();
            raw?.Dispose();
        }
    }

    /// <summary>Reads memory anew, and keeps what is known of types.</summary>
    public void Reread() => memory.FlushCachedData();

    /// <summary>Forgets what was read: the process has moved on. No type, method or heap of before may be asked anything after it.</summary>
    public void Refresh()
    {
        memory.Held.Forget();
        Forget();
    }

    /// <summary>Forgets what was read but for the threads that <paramref name="hold"/> takes hold of.</summary>
    public void Refresh(Action<HeldThreads> hold)
    {
        memory.Held.Forget();
        Forget();
        hold(memory.Held);
        // The library read the threads before they were held.
        Forget();
    }

    /// <summary>The top of the stack of a thread that is held; 0 where it is not.</summary>
    public ulong StackOf(uint thread) => memory.Held.CallOf(thread)?.StackPointer ?? 0;

    public void Dispose()
    {
        Runtime.Dispose();
        target.Dispose();
        raw.Dispose();
    }

    private void Forget()
    {
        memory.FlushCachedData();
        Runtime.FlushCachedData();
    }

    private static string Line(Exception e) => e.Message.Split('\n')[0].TrimEnd('.', ' ');
}
