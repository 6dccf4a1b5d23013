using Polly;

namespace ReefChaos.Agent.Sites;

/// <summary>What a call carries through its pipeline.</summary>
internal static class CallKeys
{
    /// <summary>Which call at the site it is, counted since the fault was armed.</summary>
    public static readonly ResiliencePropertyKey<ulong> Ordinal = new("ReefChaos.Ordinal");

    /// <summary>The caller waits by blocking its thread. Polly knows too, but keeps it to itself.</summary>
    public static readonly ResiliencePropertyKey<bool> Blocking = new("ReefChaos.Blocking");
}
