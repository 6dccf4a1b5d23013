using System.IO.Compression;
using System.Text.Json;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>starved-compression</c>: each answer is a document that is written and compressed, with less of the processor than that takes.</summary>
internal sealed class LedgerDownload : IPatient
{
    private readonly LedgerWriter writer = new(rows: 1_200);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Results.Bytes(writer.Write(n), "application/gzip"));
}

internal sealed class LedgerWriter(int rows)
{
    public byte[] Write(int account)
    {
        var bookings = Enumerable.Range(0, rows).Select(row => new Booking(account, row, $"booking {row * 7919 % 1_000} of {account}", row * 1.25m)).ToList();
        using var file = new MemoryStream();
        using (var compressed = new GZipStream(file, CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(compressed, bookings);
        }

        return file.ToArray();
    }
}

internal sealed record Booking(int Account, int Row, string Text, decimal Amount);
