using System.Diagnostics;
using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>
/// When a fault ended that nobody renews, told from outside: the service is well again; or it gives back what leaked; or it is gone, and the fault with it.
/// </summary>
/// <param name="target">Its process, while the fault still acts.</param>
internal sealed class FaultEnd(Failure failure, int port, int target, Family family)
{
    private const long GivenBackKiB = 60 << 10;

    /// <summary>What is promised, from the runner's last sign of life.</summary>
    public static readonly TimeSpan Within = ScenarioFile.Lease + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = Within * 3;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private long mostKiB;

    /// <summary>From now on; null where it never came.</summary>
    public async Task<TimeSpan?> AwaitAsync(CancellationToken cancellationToken)
    {
        using var service = new Service(port, Slow);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clock = Stopwatch.StartNew();
        var healthy = failure.Blocks ? service.TimeUntilHealthyAsync(Patience, over.Token) : Task.Delay(Patience, over.Token).ContinueWith(_ => (TimeSpan?)null, TaskScheduler.Default);
        while (!healthy.IsCompleted)
        {
            if (family.ResidentKiB(target) is var now && (now == 0 || (!failure.Blocks && GaveBack(now))))
            {
                var ended = clock.Elapsed;
                await over.CancelAsync();
                return ended;
            }

            await Task.WhenAny(healthy, Task.Delay(Glance, cancellationToken));
        }

        return await healthy;
    }

    private bool GaveBack(long nowKiB)
    {
        mostKiB = Math.Max(mostKiB, nowKiB);
        return nowKiB <= mostKiB - GivenBackKiB;
    }
}
