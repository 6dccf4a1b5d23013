namespace ReefChaos.Plans;

/// <summary>How requests travel.</summary>
public sealed record HttpSettings
{
    public HttpProtocol Version { get; init; }

    /// <summary>Null for plain text.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>A request waits for a free one, and its latency goes on meanwhile. Null for as many as it takes.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>False opens a connection for each request.</summary>
    public bool KeepAlive { get; init; } = true;
}

public enum HttpProtocol
{
    Http11,

    /// <summary>Without TLS by prior knowledge.</summary>
    Http2,
}

/// <param name="Authority">Certificates in PEM that are trusted besides the machine's own.</param>
/// <param name="ServerName">Expected in the certificate; null for the target's host name.</param>
/// <param name="Verify">False takes any certificate.</param>
public sealed record TlsSettings(string? Authority = null, string? ServerName = null, bool Verify = true);
