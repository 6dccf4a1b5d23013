using System.Text;

namespace ReefChaos.Engine.Reporting;

/// <summary>The files that a run of <c>reef</c> leaves for all its experiments.</summary>
public static class Reports
{
    private static readonly UTF8Encoding NoByteOrderMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Each file appears whole or not at all: a reader never meets half a report.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string outputFolder, IReadOnlyList<RunResult> runs)
    {
        Directory.CreateDirectory(outputFolder);
        Write(outputFolder, "summary.json", SummaryJson.Text(runs));
        Write(outputFolder, "junit.xml", JUnitXml.Text(runs));
        Write(outputFolder, "summary.md", SummaryMarkdown.Text(runs));
        Write(outputFolder, "index.html", IndexHtml.Text(runs));
    }

    private static void Write(string folder, string name, string text)
    {
        var temporary = Path.Combine(folder, $".{name}.{Environment.ProcessId}");
        File.WriteAllText(temporary, text, NoByteOrderMark);
        File.Move(temporary, Path.Combine(folder, name), overwrite: true);
    }
}
