using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

internal static partial class ImageName
{
    /// <summary>Of all images that we build.</summary>
    public const string Space = "reefchaos/";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Joints();

    /// <summary>Told to pull a name without a tag, an engine pulls all its tags.</summary>
    public static string WithTag(string name) =>
        name.Contains('@', StringComparison.Ordinal) || name.LastIndexOf(':') > name.LastIndexOf('/') ? name : $"{name}:latest";

    /// <summary>The registry that a name means; the engine's own words for it where it names none.</summary>
    public static string RegistryOf(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && name[..end] is var first && (first.AsSpan().ContainsAny('.', ':') || first == "localhost")
            ? first
            : "docker.io";

    /// <param name="source">A full path. It is in the name: two checkouts, or two folders of one name, must not push out each other's image.</param>
    public static string RepositoryOf(string title, string source)
    {
        var words = Joints().Replace(title.ToLowerInvariant(), "-").Trim('-');
        return $"{Space}{(words.Length == 0 ? "target" : words)}-{Short([source], 8)}";
    }

    public static string TagOf(IEnumerable<string> parts) => Short(parts, 12);

    private static string Short(IEnumerable<string> parts, int length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..length];
}
