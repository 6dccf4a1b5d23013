using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Injectors;

/// <summary>An eventfd(2) that threads wait for in poll(2). Linux only.</summary>
/// <remarks>The file closes when it is disposed of and the last waiting thread has left.</remarks>
internal sealed partial class NativeSignal : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const short PollIn = 1;
    private const int Interrupted = 4;

    private readonly SafeFileHandle file;

    /// <exception cref="RefusedException">The system has no eventfd(2).</exception>
    public NativeSignal()
    {
        file = Open();

        // Adds nothing to the counter, and makes the later, real write ready to run without more memory.
        Write(0);
    }

    /// <summary>Lets all go who wait, now and later. Allocates nothing and never throws.</summary>
    public void Set() => Write(1);

    /// <summary>Blocks the calling thread in native code.</summary>
    public void Wait(TimeSpan limit)
    {
        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            Poll((int)file.DangerousGetHandle(), limit);
        }
        catch (ObjectDisposedException)
        {
            // Released between the draw and the wait.
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>The runtime interrupts native calls with signals of its own, so one call may take several polls.</summary>
    private static void Poll(int descriptor, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (limit - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            var entry = new PollEntry { Descriptor = descriptor, Events = PollIn };
            if (Poll(ref entry, 1, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue)) >= 0
                || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }
        }
    }

    private static SafeFileHandle Open()
    {
        try
        {
            var descriptor = EventFd(0, CloseOnExec);
            return descriptor >= 0
                ? new SafeFileHandle(descriptor, ownsHandle: true)
                : throw new RefusedException($"native-hang can't open an eventfd: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new RefusedException("native-hang needs Linux: this system has no eventfd.");
        }
    }

    private void Write(ulong value)
    {
        if (!file.IsClosed)
        {
            _ = Write((int)file.DangerousGetHandle(), ref value, sizeof(ulong));
        }
    }

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref ulong value, nint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
