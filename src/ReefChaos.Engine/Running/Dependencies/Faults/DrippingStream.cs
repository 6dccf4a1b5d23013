namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Passes on what is written at a given speed, in at most ten drops a second.</summary>
internal sealed class DrippingStream(Stream inner, double bytesPerSecond, Injection call, TimeProvider time) : Stream
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly int drop = (int)Math.Clamp(bytesPerSecond / 10, 1, 64 << 10);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The headers go out now, though the first drop is yet to come.
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (!buffer.IsEmpty)
        {
            var length = buffer.Length;
            if (!call.Disarmed.IsCancellationRequested)
            {
                length = Math.Min(drop, length);
                await call.HoldAsync(TimeFor(length), time).ConfigureAwait(false);
            }

            await inner.WriteAsync(buffer[..length], cancellationToken).ConfigureAwait(false);
            await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
            buffer = buffer[length..];
        }
    }

    private TimeSpan TimeFor(int length) =>
        length < bytesPerSecond * LongestWait.TotalSeconds ? TimeSpan.FromSeconds(length / bytesPerSecond) : LongestWait;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
