using System.Runtime.InteropServices;

namespace ReefChaos.Load.Sockets;

/// <summary>Of the C library what the socket loop needs, with Linux's numbers for x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int ENFILE = 23;
    public const int EMFILE = 24;
    public const int ENOSPC = 28;
    public const int EADDRNOTAVAIL = 99;
    public const int ENOBUFS = 105;
    public const int EINPROGRESS = 115;

    public const int SOCK_STREAM = 1;
    public const int SOCK_NONBLOCK = 0x800;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int MSG_NOSIGNAL = 0x4000;
    public const int SOL_SOCKET = 1;
    public const int SO_ERROR = 4;
    public const int IPPROTO_TCP = 6;
    public const int TCP_NODELAY = 1;

    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_MOD = 3;
    public const uint EPOLLIN = 1;
    public const uint EPOLLOUT = 4;
    public const uint EPOLLONESHOT = 1u << 30;
    public const uint EPOLLET = 1u << 31;
    public const int CLOCK_MONOTONIC = 1;
    public const int TFD_TIMER_ABSTIME = 1;
    public const int PR_SET_TIMERSLACK = 29;
    public const int PRIO_PROCESS = 0;
    public const int RLIMIT_NOFILE = 7;

    [LibraryImport("libc")]
    public static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc")]
    public static partial int connect(int socket, byte* address, uint length);

    [LibraryImport("libc")]
    public static partial nint send(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc")]
    public static partial nint recv(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc")]
    public static partial int setsockopt(int socket, int level, int name, int* value, uint length);

    [LibraryImport("libc")]
    public static partial int getsockopt(int socket, int level, int name, int* value, uint* length);

    [LibraryImport("libc")]
    public static partial int close(int file);

    [LibraryImport("libc")]
    public static partial nint read(int file, void* bytes, nint length);

    [LibraryImport("libc")]
    public static partial nint write(int file, void* bytes, nint length);

    [LibraryImport("libc")]
    public static partial int epoll_create1(int flags);

    [LibraryImport("libc")]
    public static partial int epoll_ctl(int epoll, int operation, int file, byte* what);

    [LibraryImport("libc")]
    public static partial int epoll_wait(int epoll, byte* events, int count, int milliseconds);

    [LibraryImport("libc")]
    public static partial int eventfd(uint value, int flags);

    [LibraryImport("libc")]
    public static partial int timerfd_create(int clock, int flags);

    [LibraryImport("libc")]
    public static partial int timerfd_settime(int timer, int flags, nint* what, nint* before);

    [LibraryImport("libc")]
    public static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc")]
    public static partial int getrlimit(int what, ulong* softAndHard);

    [LibraryImport("libc")]
    public static partial int getpriority(int which, uint who);

    [LibraryImport("libc")]
    public static partial nint syscall(nint number, nint a, void* b, nint c);
}
