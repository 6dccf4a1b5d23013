using System.Diagnostics.Metrics;

namespace ReefChaos.Shop;

/// <summary>
/// Counts each use of a fallback as <c>shop.fallbacks</c>, and logs the first use of each part only: a line for each
/// request would add load when there is least room for it.
/// </summary>
internal sealed partial class Fallbacks(IMeterFactory meters, ILogger<Fallbacks> logger)
{
    public const string MeterName = "ReefChaos.Shop";

    private readonly Counter<long> used = meters.Create(MeterName).CreateCounter<long>("shop.fallbacks");

    private int logged;

    public void Use(Defenses part, string reason)
    {
        used.Add(1, new("part", part.ToString()), new("reason", reason));
        if ((Interlocked.Or(ref logged, (int)part) & (int)part) == 0)
        {
            FirstUse(part, reason);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Part} falls back: {Reason}. Further uses are only counted, in shop.fallbacks")]
    private partial void FirstUse(Defenses part, string reason);
}
