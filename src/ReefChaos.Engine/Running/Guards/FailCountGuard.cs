using System.Globalization;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Guards;

/// <summary>Trips when so many requests have failed since the load began: the profile's MaxFailCount, as NBomber means it.</summary>
internal static class FailCountGuard
{
    public static string? Tripped(int? limit, History history) =>
        limit is { } most && history.Of<LoadSecond>().Sum(s => s.Requests - s.Ok) >= most
            ? string.Create(CultureInfo.InvariantCulture, $"MaxFailCount {most}")
            : null;
}
