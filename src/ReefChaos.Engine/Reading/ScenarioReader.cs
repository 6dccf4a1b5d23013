using System.Text;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>Reads a scenario file strictly: whatever is not understood is a problem, and all problems are found at once.</summary>
/// <remarks>After an error of YAML's own syntax nothing more is looked at. Nothing in the file is executed or opened.</remarks>
public static class ScenarioReader
{
    private const int MaxBytes = 1 << 20;

    private static readonly RecordShape Root = RecordShape.Of(typeof(Scenario));

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ScenarioRead Read(string path)
    {
        var findings = new Findings(path);
        return TextOf(path, findings) is { } text ? Read(path, text, findings) : new ScenarioRead(path, null, new SourceMap(), findings.InOrder());
    }

    /// <param name="path">For messages only.</param>
    internal static ScenarioRead ReadText(string path, string text) => Read(path, text, new Findings(path));

    private static ScenarioRead Read(string path, string text, Findings findings)
    {
        var places = new SourceMap();
        var scenario = new NodeReader(text, findings).Read() is { } node ? Bind(node, findings, places) : null;
        var problems = findings.InOrder();
        return new ScenarioRead(path, problems.Count == 0 ? scenario : null, places, problems);
    }

    private static Scenario? Bind(Node node, Findings findings, SourceMap places)
    {
        if (node is ScalarNode { IsNull: true })
        {
            findings.Add(default, NodeReader.Empty);
            return null;
        }

        return (Scenario?)new Binder(findings, places).Bind(Root, node, new Spot("", "", node.Place));
    }

    private static string? TextOf(string path, Findings findings)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= MaxBytes)
            {
                return Utf8.GetString(bytes, 0, length).TrimStart('\uFEFF');
            }

            findings.Add(default, "larger than 1 MiB; a scenario is a page of text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Add(default, "there is no such file; check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(default, $"cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            findings.Add(default, "is not UTF-8 text; save it as UTF-8");
        }

        return null;
    }
}
