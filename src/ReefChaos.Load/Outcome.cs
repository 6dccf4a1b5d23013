using System.Net.Sockets;
using ReefChaos.Histories;

namespace ReefChaos.Load;

/// <summary>The kind of failure that an answer, or its absence, is. Null is a success.</summary>
internal static class Outcome
{
    private static readonly string[] Statuses = [.. Enumerable.Range(0, 1000).Select(s => $"status-{s}")];

    /// <param name="expected">Empty: 200 to 299.</param>
    public static string? OfStatus(int status, IReadOnlyList<int> expected) =>
        (expected.Count == 0 ? status is >= 200 and <= 299 : expected.Contains(status)) ? null
        : status is >= 0 and < 1000 ? Statuses[status]
        : FailureKinds.Protocol;

    /// <param name="timedOut">Our own timeout has run out.</param>
    public static string OfException(Exception e, bool timedOut) =>
        timedOut ? FailureKinds.Timeout : IsProtocol(e) ? FailureKinds.Protocol : FailureKinds.Connection;

    private static bool IsProtocol(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException:
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded }:
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return false;
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return true;
            }
        }

        return e is not (HttpRequestException or IOException or OperationCanceledException);
    }
}
