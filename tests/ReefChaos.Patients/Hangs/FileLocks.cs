namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-flock</c>: a report waits for a file that another program has locked.</summary>
internal sealed class ReportFile : IPatient
{
    private readonly int ours;

    public ReportFile()
    {
        var path = Path.GetTempFileName();
        _ = Libc.Flock(Libc.Open(path, Libc.ReadWrite), Libc.Exclusive);
        ours = Libc.Open(path, Libc.ReadWrite);
        File.Delete(path);
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Report(n));

    private string Report(int n) => n % 6 == 0 ? Append($"row {n}") : "nothing to report";

    private string Append(string row)
    {
        Reserve();
        return row;
    }

    private void Reserve()
    {
        while (Libc.Flock(ours, Libc.Exclusive) < 0) // sick: hang-flock native-hang
        {
        }
    }
}

/// <summary><c>hang-fcntl</c>: an embedded database waits for a region of its file.</summary>
internal sealed class LedgerFile : IPatient
{
    private const short WriteLock = 1;
    private readonly int ours;

    public LedgerFile()
    {
        var path = Path.GetTempFileName();
        var region = new Libc.FileLock { Type = WriteLock, Length = 1 };
        _ = Libc.Fcntl(Libc.Open(path, Libc.ReadWrite), Libc.SetOpenFileLockAndWait, ref region);
        ours = Libc.Open(path, Libc.ReadWrite);
        File.Delete(path);
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) =>
    {
        await Task.Delay(1);
        return Book(n);
    });

    private string Book(int n) => n % 5 == 0 ? $"booked {Transact(n)}" : "looked";

    private int Transact(int n)
    {
        var region = new Libc.FileLock { Type = WriteLock, Length = 1 };
        while (Libc.Fcntl(ours, Libc.SetOpenFileLockAndWait, ref region) < 0) // sick: hang-fcntl native-hang
        {
        }

        return n;
    }
}
