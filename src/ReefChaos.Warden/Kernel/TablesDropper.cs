using System.Globalization;

namespace ReefChaos.Warden.Kernel;

/// <summary>Loses packets by a rule of iptables, in both directions, and leaves the queue to others.</summary>
/// <remarks>Limits: IPv4; and a program in the container that sends datagrams is told "operation not permitted" of those that are lost on the way out.</remarks>
internal sealed class TablesDropper(Machine machine, double share) : IPacketDropper
{
    private const string Program = "iptables";

    private static readonly string[] Chains = ["INPUT", "OUTPUT"];

    private readonly List<string> ruled = [];
    private ContainerProcess? process;
    private NetworkNamespace? network;

    public Task TryAsync(CancellationToken cancellationToken) =>
        NetworkNamespace.TryAsync(machine, "packet-loss", Program, Rule("-I", "INPUT"), cancellationToken);

    public async Task StartAsync(ContainerProcess process, CancellationToken cancellationToken)
    {
        this.process = process;
        network = new NetworkNamespace(machine, process);
        foreach (var chain in Chains)
        {
            await network.RunAsync(Program, Rule("-I", chain), cancellationToken).ConfigureAwait(false);
            ruled.Add(chain);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (ruled.Count > 0 && process!.Lives)
        {
            await network!.RunAsync(Program, Rule("-D", ruled[^1]), cancellationToken).ConfigureAwait(false);
            ruled.RemoveAt(ruled.Count - 1);
        }

        ruled.Clear();
    }

    public async Task<long> DroppedAsync(CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var chain in process?.Lives == true ? ruled : [])
        {
            sum += Dropped(await network!.RunAsync(Program, ["-w", "5", "-nvxL", chain], cancellationToken).ConfigureAwait(false));
        }

        return sum;
    }

    private string[] Rule(string action, string chain) =>
    [
        "-w", "5", action, chain, "!", chain == "INPUT" ? "-i" : "-o", "lo",
        "-m", "statistic", "--mode", "random", "--probability", share.ToString("0.########", CultureInfo.InvariantCulture), "-j", "DROP",
    ];

    /// <summary>Lines begin with the packets that met the rule.</summary>
    private static long Dropped(string listing) => listing.Split('\n')
        .Where(line => line.Contains("statistic mode random", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
