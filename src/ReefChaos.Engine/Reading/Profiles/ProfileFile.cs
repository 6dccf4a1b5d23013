using System.Text;
using System.Text.Json;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>A file of load profiles, or one that it names: its bytes, and what is wrong with them.</summary>
internal sealed class ProfileFile
{
    private readonly LineMap lines;

    private ProfileFile(string path, byte[] text)
    {
        (Path, Text, lines) = (path, text, new LineMap(text));
        Problems = new ProfileProblems(path, lines);
    }

    public string Path { get; }

    /// <summary>Without a byte order mark.</summary>
    public byte[] Text { get; }

    public ProfileProblems Problems { get; }

    /// <param name="unreadable">Why there is no file to look at.</param>
    public static ProfileFile? Open(string path, int maxBytes, out string unreadable)
    {
        unreadable = "";
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[(int)Math.Min(file.CanSeek ? file.Length + 1 : maxBytes, maxBytes) + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= maxBytes)
            {
                return new ProfileFile(path, WithoutMark(bytes[..length]));
            }

            unreadable = $"is larger than {(maxBytes >= 1 << 20 ? $"{maxBytes >> 20} MiB" : $"{maxBytes >> 10} KiB")}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            unreadable = $"cannot be read: {e.Message}";
        }

        return null;
    }

    /// <summary>Opens a file that this one names, by a path relative to this one's folder.</summary>
    public ProfileFile? OpenNamed(JsonPart part, string what, int maxBytes)
    {
        if (Problems.Text(part, $"{what}: expected a path") is not { } name)
        {
            return null;
        }

        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", name);
        var opened = Open(path, maxBytes, out var unreadable);
        if (opened is null)
        {
            Problems.Add(part.Offset, $"{what}: '{Shown.Of(path)}' {unreadable}");
        }

        return opened;
    }

    /// <summary>Whether it is UTF-8.</summary>
    public bool IsText()
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(Text);
            return true;
        }
        catch (DecoderFallbackException e)
        {
            Problems.Add(Math.Max(0, e.Index), "expected UTF-8");
            return false;
        }
    }

    public JsonPart? Json()
    {
        try
        {
            return IsText() ? JsonPart.Parse(Text) : null;
        }
        catch (JsonException e)
        {
            Problems.Add(lines.OffsetOf((int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0)), $"not JSON: {Shown.Json(e)}");
            return null;
        }
    }

    private static byte[] WithoutMark(byte[] text) => text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text;
}
