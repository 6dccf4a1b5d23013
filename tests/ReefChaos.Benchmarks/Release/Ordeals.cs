using System.Threading.Channels;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Benchmarks.Release;

internal static class Ordeals
{
    public static IReadOnlyList<string> Modes { get; } = ["leak", "blocked-channel", "lock-contention", "native-hang", "missing-timeout"];

    public static Ordeal Of(string mode, SiteMap sites) => mode switch
    {
        "leak" => new LeakOrdeal(),
        "blocked-channel" => new ChannelOrdeal(sites),
        "lock-contention" => new LockOrdeal(),
        "native-hang" => new CallOrdeal(mode, new NativeHangFault { At = CallOrdeal.Site }),
        "missing-timeout" => new CallOrdeal(mode, new MissingTimeoutFault { At = CallOrdeal.Site, HonorCancellation = false }),
        _ => throw new ArgumentException($"There is no mode '{mode}': take one of {string.Join(", ", Modes)}."),
    };
}

/// <summary>Calls that do not return.</summary>
internal sealed class CallOrdeal(string mode, Fault fault) : Ordeal(mode)
{
    private static readonly FaultPoint Point = FaultPoint.Named("ordeal");

    public static Site Site => Site.FaultPoint(Point.Name);

    public override Fault Fault => fault;

    public override void Request() => Point.Hit();

    public override void Witness(ArmedFault armed) => Point.Hit();
}

/// <summary>A lock that is held for longer than the lease.</summary>
internal sealed class LockOrdeal() : Ordeal("lock-contention")
{
    /// <summary>Found by its name.</summary>
    private static readonly object Gate = new();

    public override Fault Fault { get; } = new LockContentionFault
    {
        At = Site.Lock($"{typeof(LockOrdeal).FullName}.{nameof(Gate)}"),
        Hold = TimeSpan.FromMinutes(1),
        Period = TimeSpan.FromMinutes(1),
    };

    public override void Request() => Take();

    public override void Witness(ArmedFault armed)
    {
        SpinWait.SpinUntil(() => armed.Injections > 0);
        Take();
    }

    private static void Take()
    {
        lock (Gate)
        {
            // Being let in is all.
        }
    }
}

/// <summary>A bounded channel whose writers block.</summary>
/// <remarks>They try again and again: an awaited write may go on in the pool, and one of which every thread waits for another of its own would never come free, whatever lets go.</remarks>
internal sealed class ChannelOrdeal : Ordeal
{
    private readonly Channel<int> channel;

    public ChannelOrdeal(SiteMap sites) : base("blocked-channel") =>
        channel = new StallingChannel<int>(Channel.CreateBounded<int>(8), sites.Channels.Of(typeof(int)));

    public override Fault Fault { get; } = new BlockedChannelFault { At = Site.Channel(nameof(Int32)) };

    public override void Request()
    {
        while (!channel.Writer.TryWrite(0))
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>Reads as the service does, and is stalled with the first item.</summary>
    public override void Witness(ArmedFault armed)
    {
        while (armed.Injections == 0 || !channel.Reader.TryRead(out _))
        {
            channel.Reader.TryRead(out _);
            Thread.Sleep(1);
        }
    }

    public override void AwaitAllGivenBack()
    {
        while (ThreadPool.PendingWorkItemCount > 0 || channel.Reader.TryRead(out _))
        {
            while (channel.Reader.TryRead(out _))
            {
                // The writers go on as far as there is room.
            }
        }
    }
}

/// <summary>A heap that is full to its limit, with a collection for every allocation that fails.</summary>
internal sealed class LeakOrdeal() : Ordeal("leak")
{
    private const int Large = 32 << 20;

    private int shortages;

    public override Fault Fault { get; } = new LeakFault
    {
        At = Site.Process,
        Of = LeakKind.Managed,
        Size = new ByteSize(1 << 20),
        Count = 16,
        Every = TimeSpan.FromMilliseconds(5),
        Cap = 100_000,
    };

    public override bool Bites(ArmedFault armed) => Volatile.Read(ref shortages) > 0;

    public override void Request() => TryAllocate(1 << 20);

    /// <summary>Without allocating: a witness that waits for a collection of its own would tell of that.</summary>
    public override void Witness(ArmedFault armed) => armed.Gate.Wait(Gate.Longest);

    public override void AwaitAllGivenBack()
    {
        while (!TryAllocate(Large))
        {
            Thread.Sleep(1);
        }

        shortages = 0;
    }

    private bool TryAllocate(int bytes)
    {
        try
        {
            GC.KeepAlive(new byte[bytes]);
            return true;
        }
        catch (OutOfMemoryException)
        {
            Interlocked.Increment(ref shortages);
            return false;
        }
    }
}
