using System.Threading.Channels;

namespace ReefChaos.Agent.Sites;

/// <summary>The app's channel with its own writer, and a reader that can be stalled.</summary>
internal sealed class StallingChannel<T> : Channel<T>
{
    public StallingChannel(Channel<T> inner, ChannelSite site)
    {
        Reader = new StallingReader<T>(inner.Reader, site);
        Writer = inner.Writer;
    }
}

/// <summary>While armed, an item that is there can't be read.</summary>
/// <remarks>
/// It never takes an item out before it may pass it on: a stalled reader holds none back from the channel's bound. That also
/// stalls a reader that waits already when the fault is armed.
/// </remarks>
internal sealed class StallingReader<T>(ChannelReader<T> inner, ChannelSite site) : ChannelReader<T>
{
    public override bool CanCount => inner.CanCount;

    public override bool CanPeek => inner.CanPeek;

    public override int Count => inner.Count;

    /// <summary>Completes when the last item was read, so a stalled reader keeps it waiting.</summary>
    public override Task Completion => inner.Completion;

    public override bool TryRead(out T item)
    {
        if (site.Armed is not { } stall)
        {
            return inner.TryRead(out item!);
        }

        item = default!;
        if (inner.CanPeek && !inner.TryPeek(out _))
        {
            return false;
        }

        if (!stall.MayPass() || !inner.TryRead(out item!))
        {
            return false;
        }

        stall.Passed();
        return true;
    }

    public override bool TryPeek(out T item)
    {
        if (site.Armed is { } stall && !stall.MayPass())
        {
            item = default!;
            return false;
        }

        return inner.TryPeek(out item!);
    }

    public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        while (await inner.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (site.Armed is not { } stall || stall.MayPass())
            {
                return true;
            }

            await stall.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) =>
        !cancellationToken.IsCancellationRequested && TryRead(out var item) ? new(item) : ReadSlowAsync(cancellationToken);

    private async ValueTask<T> ReadSlowAsync(CancellationToken cancellationToken)
    {
        while (await MoreAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(out var item))
            {
                return item;
            }
        }

        throw new ChannelClosedException();
    }

    /// <summary>The channel's own error comes wrapped, as in the base class library's readers.</summary>
    private async ValueTask<bool> MoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ChannelClosedException(e);
        }
    }
}
