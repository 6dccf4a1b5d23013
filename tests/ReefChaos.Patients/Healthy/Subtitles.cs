using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>starved-subtitles</c>: the subtitles of a film are read, moved by some frames and written again, with less of the processor than that
/// takes.
/// </summary>
internal sealed class SubtitleService : IPatient
{
    private readonly string film = SubtitleFile.Write(Enumerable.Range(0, 1_000).Select(Spoken));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Shift(n));

    private static Subtitle Spoken(int i) => new(TimeSpan.FromSeconds(i * 2), TimeSpan.FromSeconds((i * 2) + 1), $"What is it, number {i}?");

    private string Shift(int n)
    {
        var by = TimeSpan.FromMilliseconds(40 * (n % 25));
        var shifted = SubtitleFile.Read(film).Select(s => s with { From = s.From + by, Until = s.Until + by });
        return $"{SubtitleFile.Write(shifted).Length} characters";
    }
}

internal sealed record Subtitle(TimeSpan From, TimeSpan Until, string Text);

internal static partial class SubtitleFile
{
    private const string Time = @"hh\:mm\:ss\,fff";

    public static string Write(IEnumerable<Subtitle> subtitles)
    {
        var file = new StringBuilder();
        foreach (var (number, subtitle) in subtitles.Index())
        {
            file.Append(CultureInfo.InvariantCulture, $"{number + 1}\n{subtitle.From.ToString(Time, CultureInfo.InvariantCulture)} --> ");
            file.Append(CultureInfo.InvariantCulture, $"{subtitle.Until.ToString(Time, CultureInfo.InvariantCulture)}\n{subtitle.Text}\n\n");
        }

        return file.ToString();
    }

    public static IEnumerable<Subtitle> Read(string file)
    {
        foreach (Match match in Entry().Matches(file))
        {
            yield return new Subtitle(TimeOf(match.Groups["from"]), TimeOf(match.Groups["until"]), match.Groups["text"].Value);
        }
    }

    private static TimeSpan TimeOf(Group group) => TimeSpan.ParseExact(group.Value, Time, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d+\n(?<from>[\d:,]+) --> (?<until>[\d:,]+)\n(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
