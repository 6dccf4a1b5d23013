using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-open</c>: a named pipe is opened that nobody opens at its other end.</summary>
internal sealed class Telegraph : IPatient
{
    private const uint ForOwner = 0x180;

    private readonly string line = Path.Combine(Path.GetTempPath(), $"telegraph-{Environment.ProcessId}");

    public Telegraph() => _ = Libc.MakePipe(line, ForOwner);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Wire(n));

    private string Wire(int n) => n % 5 == 0 ? $"line {Connect()}" : "by post";

    private int Connect()
    {
        int opened;
        do
        {
            opened = Libc.Open(line, 0); // sick: hang-open native-hang
        }
        while (opened < 0);
        return opened;
    }
}

/// <summary><c>hang-write</c>: a plotter takes no more lines, and its pipe is full.</summary>
internal sealed class Plotter : IPatient
{
    private const int Page = 100_000;

    private readonly int cable;

    public unsafe Plotter()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        cable = ends[1];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", DrawAsync);

    private async Task<string> DrawAsync(int n)
    {
        await Task.Delay(1);
        return n % 6 == 0 ? Plot() : "on the screen";
    }

    private unsafe string Plot()
    {
        var lines = new byte[Page];
        fixed (byte* first = lines)
        {
            var written = Libc.Write(cable, first, Page); // sick: hang-write native-hang
            return $"{written}";
        }
    }
}

/// <summary><c>hang-mutex</c>: a native library forgot to let its own mutex go.</summary>
internal sealed unsafe class Codec : IPatient
{
    private readonly nint mutex = (nint)NativeMemory.AllocZeroed(64);

    public Codec() => _ = Libc.LockMutex((void*)mutex);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Play(n));

    private string Play(int n) => n % 4 == 0 ? Decode(n) : "silence";

    private string Decode(int n)
    {
        var taken = Libc.LockMutex((void*)mutex); // sick: hang-mutex native-hang
        return $"{n}: {taken}";
    }
}
