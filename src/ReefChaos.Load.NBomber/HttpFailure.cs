using ReefChaos.Histories;

namespace ReefChaos.Load.NBomber;

/// <summary>What an exception of HttpClient's means in a history.</summary>
internal static class HttpFailure
{
    /// <param name="timedOut">Our own timeout has run out.</param>
    public static string KindOf(Exception e, bool timedOut) => timedOut ? FailureKinds.Timeout : Reason(e) switch
    {
        HttpRequestError.NameResolutionError => FailureKinds.Dns,
        HttpRequestError.SecureConnectionError => FailureKinds.Tls,
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError => FailureKinds.Protocol,
        // What else is longer than it may be is a head, and no HTTP.
        HttpRequestError.ConfigurationLimitExceeded => e.StackTrace?.Contains(nameof(HttpContent), StringComparison.Ordinal) == true
            ? FailureKinds.TooLong
            : FailureKinds.Protocol,
        null when e is not (HttpRequestException or IOException or OperationCanceledException) => FailureKinds.Protocol,
        _ => FailureKinds.Connection,
    };

    private static HttpRequestError? Reason(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request:
                    return request.HttpRequestError;
                case HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io:
                    return io.HttpRequestError;
                case System.Net.Sockets.SocketException:
                    return HttpRequestError.ConnectionError;
            }
        }

        return null;
    }
}
