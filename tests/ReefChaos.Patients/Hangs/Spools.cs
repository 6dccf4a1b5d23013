using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-spool-lock</c>: printers share a file under a lock of the operating system, and the job that rotates it found no file under that name and
/// fell over with the lock in its hand.
/// </summary>
internal sealed class PrintQueue : IPatient
{
    private readonly SpoolFile[] printers;
    private readonly SpoolFile rotation;

    public PrintQueue()
    {
        var path = Path.GetTempFileName();
        printers = [.. Enumerable.Range(0, 4).Select(_ => new SpoolFile(path))];
        rotation = new SpoolFile(path);
        File.Delete(path);
    }

    public void Map(WebApplication app)
    {
        _ = RotateAsync();
        app.MapGet("/{n:int}", (int n) => n % 4 == 0 ? Print(n) : "shown on screen");
    }

    private string Print(int n)
    {
        printers[n / 4 % printers.Length].Append($"job {n}\n");
        return "printed";
    }

    private async Task RotateAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        rotation.Rotate();
    }
}

internal sealed class SpoolFile(string path)
{
    private const int Unlock = 8;

    private readonly int file = Libc.Open(path, Libc.ReadWrite);

    public void Append(string job)
    {
        Claim();
        Write(Encoding.UTF8.GetBytes(job));
        Release();
    }

    public void Rotate()
    {
        Claim();
        File.Move(path, path + ".old");
        Release();
    }

    private void Claim()
    {
        while (Libc.Flock(file, Libc.Exclusive) < 0) // sick: hang-spool-lock native-hang
        {
        }
    }

    private void Release() => _ = Libc.Flock(file, Unlock);

    private unsafe void Write(ReadOnlySpan<byte> job)
    {
        fixed (byte* start = job)
        {
            _ = Libc.Write(file, start, job.Length);
        }
    }
}
