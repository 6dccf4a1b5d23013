using System.Globalization;
using ReefChaos.Faults;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Warden.Injectors;

/// <remarks>
/// Drops by iptables, which every kernel that runs containers has: netem loses outgoing packets only, and takes the place that
/// bandwidth needs. Limits: IPv4; and a program in the container that sends datagrams is told "operation not permitted" of
/// those that are lost on the way out.
/// </remarks>
internal sealed class PacketLossInjector(PacketLossFault fault, Machine machine) : IInjector
{
    private const string Program = "iptables";

    private static readonly string[] Chains = ["INPUT", "OUTPUT"];

    private readonly List<string> ruled = [];
    private ContainerProcess? process;
    private NetworkNamespace? network;
    private long dropped;

    public Task CheckAsync(CancellationToken cancellationToken) =>
        NetworkNamespace.TryAsync(machine, "packet-loss", Program, Rule("-I", "INPUT"), cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        process = new ContainerProcess(machine, container);
        network = new NetworkNamespace(machine, process);
        foreach (var chain in Chains)
        {
            await network.RunAsync(Program, Rule("-I", chain), cancellationToken).ConfigureAwait(false);
            ruled.Add(chain);
        }
    }

    /// <summary>The rules went with the process where that is gone.</summary>
    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken).ConfigureAwait(false);
        while (ruled.Count > 0 && process!.Lives)
        {
            await network!.RunAsync(Program, Rule("-D", ruled[^1]), cancellationToken).ConfigureAwait(false);
            ruled.RemoveAt(ruled.Count - 1);
        }

        ruled.Clear();
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        if (ruled.Count == 0 || !process!.Lives)
        {
            return dropped;
        }

        var sum = 0L;
        foreach (var chain in ruled)
        {
            sum += Dropped(await network!.RunAsync(Program, ["-w", "5", "-nvxL", chain], cancellationToken).ConfigureAwait(false));
        }

        return dropped = Math.Max(dropped, sum);
    }

    private string[] Rule(string action, string chain) =>
    [
        "-w", "5", action, chain, "!", chain == "INPUT" ? "-i" : "-o", "lo",
        "-m", "statistic", "--mode", "random", "--probability", fault.Rate.Value.ToString("0.########", CultureInfo.InvariantCulture), "-j", "DROP",
    ];

    /// <summary>Lines begin with the packets that met the rule.</summary>
    private static long Dropped(string listing) => listing.Split('\n')
        .Where(line => line.Contains("statistic mode random", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
