using System.Text;

namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-chapters</c>: a chapter is read by what only knows how to read a stream synchronously, and each part of it has to be fetched.
/// </summary>
internal sealed class SerialNovel : IPatient
{
    private readonly ChapterParts parts = new(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(30) });

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private string Show(int n)
    {
        using var reader = new StreamReader(new ChapterStream(parts, n % 60), Encoding.UTF8);
        var words = reader.ReadToEnd().Split(' ');
        return $"chapter {n % 60} has {words.Length} words";
    }
}

internal sealed class ChapterParts(HttpClient http)
{
    private const int Count = 2;

    public async Task<byte[]> FetchAsync(int chapter, int part)
    {
        return part < Count ? await http.GetByteArrayAsync($"/answer?ms=480&chapter={chapter}&part={part}") : [];
    }
}

internal sealed class ChapterStream(ChapterParts parts, int chapter) : Stream
{
    private int next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var part = parts.FetchAsync(chapter, next++).GetAwaiter().GetResult(); // sick: blocking-chapters sync-over-async
        part.CopyTo(buffer, offset);
        return part.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
