using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Soaking;

/// <summary>What a run itself takes.</summary>
internal static class Memory
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>The highest sum of the resident memory of the runner and its load workers, looked at twice a second until the token fires.</summary>
    public static async Task<long> PeakMiBAsync(int runner, CancellationToken cancellationToken)
    {
        var family = new Family(runner);
        var peak = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            var worker = await family.FindAsync(Victim.Worker, CancellationToken.None);
            peak = Math.Max(peak, family.ResidentKiB(runner) + (worker is { } id ? family.ResidentKiB(id) : 0));
            await Task.Delay(Glance, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return peak >> 10;
    }
}
