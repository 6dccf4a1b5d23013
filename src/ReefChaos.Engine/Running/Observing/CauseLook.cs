using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Whether the arm is being looked into, as its history tells.</summary>
internal static class CauseLook
{
    /// <summary>A look that takes longer is given up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(12);

    public static bool IsUnderWay(History history, double now) =>
        history.Of<CauseSought>().LastOrDefault() is { } sought && !history.Of<CauseFound>().Any() && now < sought.At + Longest.TotalSeconds;
}
