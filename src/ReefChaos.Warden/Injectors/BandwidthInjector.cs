using System.Globalization;
using ReefChaos.Faults;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Warden.Injectors;

/// <remarks>A token bucket (tc tbf) on every interface of the container. What still queues when it is lifted is lost, and sent again.</remarks>
internal sealed class BandwidthInjector(BandwidthFault fault, Machine machine) : IInjector
{
    private const string Program = "tc";

    /// <summary>Holds a few full packets; less would let none of them through.</summary>
    private const long LeastBurst = 8 << 10;

    /// <summary>A shorter queue would lose more than it slows.</summary>
    private const long LeastQueue = 32 << 10;

    private readonly List<string> shaped = [];
    private ContainerProcess? process;
    private NetworkNamespace? network;

    private string[] Bucket
    {
        get
        {
            var speed = (long)fault.Speed.BytesPerSecond;
            // tc writes bytes a second as bps.
            return ["tbf", "rate", Text(speed) + "bps", "burst", Text(Math.Max(LeastBurst, speed / 50)), "limit", Text(Math.Max(LeastQueue, speed / 2))];
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken) =>
        NetworkNamespace.TryAsync(machine, "bandwidth", Program, ["qdisc", "add", "dev", "lo", "root", .. Bucket], cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        process = new ContainerProcess(machine, container);
        network = new NetworkNamespace(machine, process);
        foreach (var name in process.Interfaces)
        {
            await network.RunAsync(Program, ["qdisc", "add", "dev", name, "root", .. Bucket], cancellationToken).ConfigureAwait(false);
            shaped.Add(name);
        }

        if (shaped.Count == 0)
        {
            throw new RefusedException("The container has no network interface whose sending could be slowed.");
        }
    }

    /// <summary>The limit went with the interface, or with the process, where that is gone.</summary>
    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        while (shaped.Count > 0 && process!.Lives)
        {
            if (process.Interfaces.Contains(shaped[^1]))
            {
                await network!.RunAsync(Program, ["qdisc", "del", "dev", shaped[^1], "root"], cancellationToken).ConfigureAwait(false);
            }

            shaped.RemoveAt(shaped.Count - 1);
        }

        shaped.Clear();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
