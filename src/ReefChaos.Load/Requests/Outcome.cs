using System.Net.Sockets;
using System.Security.Authentication;
using ReefChaos.Histories;

namespace ReefChaos.Load.Requests;

/// <summary>The kind of failure that an answer, or its absence, is. Null is a success.</summary>
internal static class Outcome
{
    private static readonly string[] Statuses = [.. Enumerable.Range(0, 1000).Select(s => $"status-{s}")];

    /// <param name="expected">Empty: 200 to 299.</param>
    public static string? OfStatus(int status, int[] expected) =>
        (expected.Length == 0 ? status is >= 200 and <= 299 : expected.Contains(status)) ? null
        : status is >= 0 and < 1000 ? Statuses[status]
        : FailureKinds.Protocol;

    /// <param name="status">Null where none came.</param>
    public static string? OfGrpc(int? status) => status switch
    {
        null => FailureKinds.Protocol,
        0 => null,
        _ => $"grpc-{status}",
    };

    /// <summary>The innermost cause that says something decides.</summary>
    public static string OfException(Exception e)
    {
        var kind = e is HttpRequestException or IOException or OperationCanceledException ? FailureKinds.Connection : FailureKinds.Protocol;
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            kind = OfCause(cause) ?? kind;
        }

        return kind;
    }

    /// <summary>What the worker itself lacked, if that is why; it says nothing of the target.</summary>
    public static string? OfShortage(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch ((cause as SocketException)?.SocketErrorCode)
            {
                case SocketError.TooManyOpenSockets:
                    return Shortage.Descriptors;
                case SocketError.AddressNotAvailable:
                    return Shortage.Ports;
                case SocketError.NoBufferSpaceAvailable:
                    return Shortage.Memory;
            }
        }

        return null;
    }

    private static string? OfCause(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => FailureKinds.Dns,
        SocketException => FailureKinds.Connection,
        AuthenticationException => FailureKinds.Tls,
        HttpProtocolException protocol => OfHttp2Code(protocol.ErrorCode),
        HttpRequestException { HttpRequestError: var error } => OfHttpError(error),
        HttpIOException { HttpRequestError: var error } => OfHttpError(error),
        _ => null,
    };

    private static string? OfHttpError(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => FailureKinds.Dns,
        HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded => FailureKinds.Connection,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.VersionNegotiationError => FailureKinds.Protocol,
        _ => null,
    };

    /// <summary>PROTOCOL_, FLOW_CONTROL_, FRAME_SIZE_, COMPRESSION_ERROR and HTTP_1_1_REQUIRED; with any other code a stream or a connection was ended.</summary>
    private static string OfHttp2Code(long code) => code is 1 or 3 or 6 or 9 or 13 ? FailureKinds.Protocol : FailureKinds.Connection;
}
