using System.Collections.Concurrent;
using System.Net.Sockets;
using ReefChaos.Patients.Hangs;

namespace ReefChaos.Patients.Combinations;

/// <summary><c>pair-lock-hang</c>: a native library that is not made for threads has a lock around it, and one of its calls does not come back.</summary>
internal sealed unsafe class Signatures : IPatient
{
    private readonly object card = new();
    private readonly int reader;

    public Signatures()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        reader = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Handle(n));

    private string Handle(int n) => n % 2 == 0 ? $"signed {Sign(n)}" : "not to be signed";

    private nint Sign(int n)
    {
        lock (card) // sick: pair-lock-hang lock-contention
        {
            return n < 20 ? n : Exchange();
        }
    }

    private nint Exchange()
    {
        var answer = stackalloc byte[64];
        var length = Libc.Read(reader, answer, 64); // sick: pair-lock-hang native-hang
        return length;
    }
}

/// <summary><c>pair-timeout-leak</c>: all questions are kept for a report that is never written, and every third goes to a supplier who never answers.</summary>
internal sealed class Suppliers : IPatient
{
    private readonly ConcurrentQueue<Question> asked = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", OfferAsync);

    private async Task<string> OfferAsync(int n)
    {
        Note(n);
        return n % 3 == 0 ? await AskAsync(n) : "in stock";
    }

    private void Note(int n)
    {
        asked.Enqueue(new Question(n, new byte[1_500])); // sick: pair-timeout-leak leak
    }

    private static async Task<string> AskAsync(int n)
    {
        using var supplier = new TcpClient();
        await supplier.ConnectAsync(Surroundings.Silent);
        await using var writer = new StreamWriter(supplier.GetStream()) { AutoFlush = true };
        await writer.WriteLineAsync($"price of {n}");
        using var reader = new StreamReader(supplier.GetStream());
        return await reader.ReadLineAsync() ?? "no offer"; // sick: pair-timeout-leak missing-timeout
    }

    private sealed record Question(int Number, byte[] Details);
}
