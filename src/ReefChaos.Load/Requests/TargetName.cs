using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>What the target is called.</summary>
internal static class TargetName
{
    /// <summary>By the settings; null where they say none, or none that a host can have.</summary>
    public static string? ServerName(HttpSettings http) => Uri.CheckHostName(http.Tls?.ServerName ?? "") == UriHostNameType.Unknown ? null : http.Tls!.ServerName;

    /// <summary>Name, and port where it is not the scheme's own, as of a Host header.</summary>
    public static string Host(HttpSettings http, Uri target) => ServerName(http) is { } name ? $"{name}{(target.IsDefaultPort ? "" : $":{target.Port}")}" : target.Authority;
}
