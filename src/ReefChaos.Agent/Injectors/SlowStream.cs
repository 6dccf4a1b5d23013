using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Injectors;

/// <summary>Reads another stream at a speed, until the release. Where a defect of ours keeps it from waiting, the bytes come at once.</summary>
internal sealed class SlowStream(Stream inner, double bytesPerSecond, ArmedFault armed) : Stream
{
    /// <summary>Bytes come about ten times a second, at low speeds one by one.</summary>
    private readonly int portion = (int)Math.Clamp(bytesPerSecond / 10, 1, 64 << 10);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (armed.Gate.IsOpen)
        {
            return inner.Read(buffer, offset, count);
        }

        var read = inner.Read(buffer, offset, Math.Min(count, portion));
        try
        {
            armed.Gate.Wait(TimeOf(read));
        }
        catch (Exception e)
        {
            armed.Report(e);
        }

        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (armed.Gate.IsOpen)
        {
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, portion)], cancellationToken).ConfigureAwait(false);
        try
        {
            await armed.Gate.WaitAsync(TimeOf(read), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            armed.Report(e);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private TimeSpan TimeOf(int bytes) =>
        bytes == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(bytes / bytesPerSecond, Gate.Longest.TotalSeconds));
}
