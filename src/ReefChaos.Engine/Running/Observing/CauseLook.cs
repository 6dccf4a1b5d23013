using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Whether the arm is being looked into, as its history tells.</summary>
internal static class CauseLook
{
    /// <summary>The arm waits no longer for a look.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public static bool IsUnderWay(History history, double now) =>
        history.Of<CauseSought>().LastOrDefault() is { } sought && !history.Of<CauseFound>().Any() && now < sought.At + Longest.TotalSeconds;
}
