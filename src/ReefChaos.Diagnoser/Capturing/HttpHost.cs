namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Where an HTTP call goes. Its path may hold secrets and is not looked at.</summary>
internal static class HttpHost
{
    private const int LongestUri = 2048;

    public static string? Of(ParkedMethod call) =>
        call.Field("request") is { IsNull: false } request
        && request.TryReadObjectField("_requestUri", out var uri) && uri.TryReadStringField("_string", LongestUri, out var text)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address.Authority
            : null;
}
