using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ReefChaos.Torture.Rounds;

/// <summary>What all rounds stand on: the shop, and its payment provider.</summary>
internal sealed class Ground : IDisposable
{
    /// <summary>Builds of one project do not go beside each other.</summary>
    private readonly SemaphoreSlim builds = new(1);

    private readonly Payments payments = new(IPAddress.Loopback);
    private readonly Payments? paymentsOfContainers = BridgeOfContainers() is { } bridge ? new(bridge) : null;
    private readonly string built;

    private Ground(string built) => this.built = built;

    /// <summary>Null where only the runner's own stub can be reached, which dies and freezes with it.</summary>
    public string? PaymentsOf(RoundPlan plan) => plan.Target == "process" ? payments.Url : paymentsOfContainers?.Url;

    /// <exception cref="InvalidOperationException">The shop does not build.</exception>
    public static async Task<Ground> LayAsync(string folder, CancellationToken cancellationToken) => new(await BuiltShop.LayAsync(folder, cancellationToken));

    /// <summary>The project of a round: the shop's own where its build is to be met as well.</summary>
    public string ProjectOf(RoundPlan plan) => plan.MeetsBuild ? BuiltShop.Project : built;

    /// <summary>Waits until no other round builds. Disposing lets the next one.</summary>
    public async Task<IDisposable> TurnAsync(RoundPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.MeetsBuild)
        {
            return new Turn(() => { });
        }

        await builds.WaitAsync(cancellationToken);
        return new Turn(() => builds.Release());
    }

    public void Dispose()
    {
        payments.Dispose();
        paymentsOfContainers?.Dispose();
        builds.Dispose();
    }

    /// <summary>This machine's address on the container engine's own bridge, which no other machine reaches.</summary>
    private static IPAddress? BridgeOfContainers() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.Name == "docker0")
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);

    private sealed class Turn(Action end) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                end();
            }
        }
    }
}
