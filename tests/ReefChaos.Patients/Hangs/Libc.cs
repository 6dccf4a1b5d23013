using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Hangs;

internal static unsafe partial class Libc
{
    public const int ReadWrite = 2;
    public const int Exclusive = 2;
    public const int SetOpenFileLockAndWait = 38;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Owner;
    }

    [LibraryImport("libc", EntryPoint = "pipe")]
    public static partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "socketpair")]
    public static partial int SocketPair(int domain, int type, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollFd fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "sleep")]
    public static partial uint Sleep(uint seconds);

    [LibraryImport("libc", EntryPoint = "read")]
    public static partial nint Read(int fd, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int fd, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_lock")]
    public static partial int LockMutex(void* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_unlock")]
    public static partial int UnlockMutex(void* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_cond_wait")]
    public static partial int WaitForCondition(void* condition, void* mutex);

    [LibraryImport("libc", EntryPoint = "select")]
    public static partial int Select(int below, ulong* readable, ulong* writable, ulong* failed, void* limit);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int fd, byte* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, byte* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int fd, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int fd, int command, ref FileLock region);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    public static partial int WaitPid(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "sem_init")]
    public static partial int SemaphoreInit(void* semaphore, int shared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_wait")]
    public static partial int SemaphoreWait(void* semaphore);

    [LibraryImport("libc", EntryPoint = "getaddrinfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetAddressInfo(string node, nint service, nint hints, out nint found);
}
