using System.Text;

namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-site-diary</c>: each request writes a line into the diary of a building site, one synchronised writer serves them all, and the
/// file is far away.
/// </summary>
internal sealed class BuildingSite : IPatient
{
    private readonly DeliveryGate gate = new(new SiteDiary(new FileShareWriter()));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", gate.LetInAsync);
}

internal sealed class DeliveryGate(SiteDiary diary)
{
    public async Task<string> LetInAsync(int n)
    {
        var load = await LoadAsync(n);
        diary.Note("gate", $"lorry {n} brings {load}");
        return $"unload the {load} at crane {n % 3}";
    }

    private static async Task<string> LoadAsync(int n)
    {
        await Task.Delay(5);
        return n % 2 == 0 ? "gravel" : "girders";
    }
}

internal sealed class SiteDiary(TextWriter file)
{
    private readonly TextWriter lines = TextWriter.Synchronized(file);

    public void Note(string place, string text)
    {
        lines.WriteLine($"[{place}] {text}"); // sick: lock-site-diary lock-contention
    }
}

/// <summary>Writes each line through to a share in the office, by radio.</summary>
internal sealed class FileShareWriter : TextWriter
{
    private long written;

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        Thread.Sleep(40);
        written += Encoding.GetByteCount(value ?? "");
    }
}
