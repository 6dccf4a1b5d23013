using System.Net;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Injectors;

/// <summary>Another content, read drop by drop.</summary>
internal sealed class SlowContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly double bytesPerSecond;
    private readonly ArmedFault armed;

    public SlowContent(HttpContent inner, double bytesPerSecond, ArmedFault armed)
    {
        this.inner = inner;
        this.bytesPerSecond = bytesPerSecond;
        this.armed = armed;
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => Slow(await inner.ReadAsStreamAsync().ConfigureAwait(false));

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        Slow(await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Slow(inner.ReadAsStream(cancellationToken));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var slow = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await slow.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var slow = CreateContentReadStream(cancellationToken);
        slow.CopyTo(stream);
    }

    /// <summary>As the headers say, else unknown: asking the inner content would read it at full speed.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private SlowStream Slow(Stream stream) => new(stream, bytesPerSecond, armed);
}
