using System.Globalization;
using System.Text.RegularExpressions;

namespace ReefChaos.Warden.Kernel;

/// <summary>Loses packets by the kernel's network emulator (tc netem) on every interface of the container.</summary>
/// <remarks>Limits: only those that the container sends; and it takes the place that bandwidth needs. Not tried on a kernel that has it: none of ours does.</remarks>
internal sealed partial class QueueDropper(Machine machine, double share) : IPacketDropper
{
    private const string Program = "tc";

    private readonly List<string> queued = [];
    private ContainerProcess? process;
    private NetworkNamespace? network;

    private string[] Loss => ["netem", "loss", $"{(100 * share).ToString("0.######", CultureInfo.InvariantCulture)}%"];

    public async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await NetworkNamespace.TryAsync(machine, "packet-loss", Program, ["qdisc", "add", "dev", "lo", "root", .. Loss], cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Message.Contains("qdisc kind is unknown", StringComparison.Ordinal))
        {
            throw new RefusedException("netem is not in this kernel.", e);
        }
    }

    public async Task StartAsync(ContainerProcess process, CancellationToken cancellationToken)
    {
        this.process = process;
        network = new NetworkNamespace(machine, process);
        foreach (var name in process.Interfaces)
        {
            await network.RunAsync(Program, ["qdisc", "add", "dev", name, "root", .. Loss], cancellationToken).ConfigureAwait(false);
            queued.Add(name);
        }

        if (queued.Count == 0)
        {
            throw new RefusedException("The container has no network interface whose packets could be lost.");
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (queued.Count > 0 && process!.Lives)
        {
            if (process.Interfaces.Contains(queued[^1]))
            {
                await network!.RunAsync(Program, ["qdisc", "del", "dev", queued[^1], "root"], cancellationToken).ConfigureAwait(false);
            }

            queued.RemoveAt(queued.Count - 1);
        }

        queued.Clear();
    }

    public async Task<long> DroppedAsync(CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var name in process?.Lives == true ? queued.Intersect(process.Interfaces) : [])
        {
            var shown = await network!.RunAsync(Program, ["-s", "qdisc", "show", "dev", name, "root"], cancellationToken).ConfigureAwait(false);
            sum += DroppedPackets().Matches(shown).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return sum;
    }

    [GeneratedRegex(@"\(dropped (\d+),")]
    private static partial Regex DroppedPackets();
}
