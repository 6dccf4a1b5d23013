namespace ReefChaos.Load.Requests;

/// <summary>What the load worker itself lacks when it cannot send.</summary>
internal static class Shortage
{
    public const string Descriptors =
        "The load worker has no file descriptors left, so requests were not sent: raise the limit (ulimit -n), or lower MaxConnections.";

    public const string Ports = "The load worker has no local ports left, so requests were not sent: keep connections alive, or lower the rate.";

    public const string Memory = "The system has no memory left for the load worker's sockets, so requests were not sent.";
}
