using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReefChaos.Plans;

/// <summary>Where a value is put, which decides how it is escaped.</summary>
public enum TextPlace
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Within a path or query: percent-encoded.</summary>
    Path,

    /// <summary>The beginning of a path: a path as it is, or that of an absolute address, of which the host is left out.</summary>
    Location,

    /// <summary>Printable ASCII only: a line break would be a header of its own.</summary>
    Header,

    /// <summary>Within a JSON string; digits pass unchanged.</summary>
    Json,

    /// <summary>Within a form, <c>application/x-www-form-urlencoded</c>.</summary>
    Form,
}

public static class TextPlaces
{
    /// <summary>Follows from the Content-Type among the request's headers.</summary>
    public static TextPlace OfBody(IReadOnlyDictionary<string, string> headers)
    {
        var type = headers.FirstOrDefault(h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return type.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "application/json" => TextPlace.Json,
            var t when t.EndsWith("+json", StringComparison.Ordinal) => TextPlace.Json,
            "application/x-www-form-urlencoded" => TextPlace.Form,
            _ => TextPlace.Text,
        };
    }

    /// <summary>Null where the value cannot stand there.</summary>
    public static string? Escape(this TextPlace place, string value) => place switch
    {
        TextPlace.Path or TextPlace.Form => Uri.EscapeDataString(value),
        TextPlace.Location => PathOf(value),
        TextPlace.Header => value.All(c => c is >= ' ' and <= '~') ? value : null,
        TextPlace.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        _ => value,
    };

    private static string? PathOf(string value)
    {
        var host = value.IndexOf("://", StringComparison.Ordinal);
        var start = value.StartsWith('/') || host < 0 ? 0 : value.IndexOf('/', host + 3);
        var path = start < 0 ? "/" : value[start..].Split('#')[0];
        return path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && path.All(c => c is > ' ' and <= '~') ? path : null;
    }
}
