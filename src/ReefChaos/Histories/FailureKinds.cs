namespace ReefChaos.Histories;

/// <summary>Why a request failed, as it stands in histories; besides these <c>status-503</c> and <c>grpc-14</c>.</summary>
public static class FailureKinds
{
    public const string Timeout = "timeout";

    /// <summary>No connection, or it was lost before the answer was complete.</summary>
    public const string Connection = "connection";

    /// <summary>What came back is not HTTP.</summary>
    public const string Protocol = "protocol";

    /// <summary>The target's name is not known.</summary>
    public const string Dns = "dns";

    /// <summary>No common TLS version, or a certificate that is not trusted or not for this name.</summary>
    public const string Tls = "tls";

    /// <summary>The body is longer than the worker reads.</summary>
    public const string TooLong = "too-long";

    /// <summary>The body is not what the profile expects.</summary>
    public const string Body = "body";

    /// <summary>The answer lacks a value that the journey carries over.</summary>
    public const string Extraction = "extraction";
}
