using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-sleep</c>: a driver that sleeps until its device comes back, which it does not.</summary>
internal sealed class LabelPrinter : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Label(n));

    private static string Label(int n) => n % 5 == 0 ? Print(n) : "printed before";

    private static string Print(int n)
    {
        Recover();
        return $"label {n}";
    }

    private static void Recover()
    {
        while (Libc.Sleep(600) > 0) // sick: hang-sleep native-hang
        {
        }
    }
}

/// <summary><c>hang-waitpid</c>: waits for a converter that never ends. The child ends with this process, or after 90 s.</summary>
internal sealed unsafe class Converter : IPatient
{
    private readonly Process converter = Process.Start("sleep", "90");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Picture(n));

    private string Picture(int n) => n % 4 == 0 ? $"converted {Convert()}" : "as it was";

    private int Convert()
    {
        int status;
        while (Libc.WaitPid(converter.Id, &status, 0) < 0) // sick: hang-waitpid native-hang
        {
        }

        return status;
    }
}

/// <summary><c>hang-semaphore</c>: a native library's own semaphore, which nobody posts.</summary>
internal sealed class VideoEncoder : IPatient
{
    private readonly nint slot = Marshal.AllocHGlobal(64);

    public unsafe VideoEncoder() => _ = Libc.SemaphoreInit((void*)slot, 0, 0);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", EncodeAsync);

    private async Task<string> EncodeAsync(int n)
    {
        await Task.Yield();
        return n % 6 == 0 ? Encode(n) : "cached";
    }

    private string Encode(int n)
    {
        TakeSlot();
        return $"encoded {n}";
    }

    private unsafe void TakeSlot()
    {
        while (Libc.SemaphoreWait((void*)slot) < 0) // sick: hang-semaphore native-hang
        {
        }
    }
}
