using Microsoft.Extensions.Internal;

namespace ReefChaos.Shop.Sessions;

/// <summary>The cache takes an older kind of clock.</summary>
internal sealed class CacheClock(TimeProvider time) : ISystemClock
{
    public DateTimeOffset UtcNow => time.GetUtcNow();
}
