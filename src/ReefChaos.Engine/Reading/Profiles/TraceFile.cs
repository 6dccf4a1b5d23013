using System.Globalization;
using System.Text.RegularExpressions;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads recorded arrivals: a CSV file whose first column has seconds since the start, or timestamps by ISO 8601.</summary>
/// <remarks>A line of names may stand at its head. Timestamps count from the first; one without an offset is in UTC.</remarks>
internal sealed partial class TraceFile(ProfileFile file)
{
    private const int MaxBytes = 8 << 20;
    private const int MaxProblems = 10;
    private const int MaxSeconds = 86_400;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$")]
    private static partial Regex Timestamp();

    [GeneratedRegex("^[A-Za-z_][A-Za-z_ -]*$")]
    private static partial Regex HeadName();

    public Simulation? Bind(JsonPart part)
    {
        var members = file.Problems.Members(part, "trace", ["file"], []);
        if (!members.TryGetValue("file", out var path) || file.OpenNamed(path.Value, "trace: file", MaxBytes) is not { } opened)
        {
            return null;
        }

        var arrivals = opened.IsText() ? Arrivals(opened) : [];
        file.Problems.Add(path.Value.Offset, opened.Problems);
        return opened.Problems.Count > 0 ? null : new Simulation(SimulationKind.Replay, TimeSpan.FromSeconds(Math.Floor(arrivals[^1]) + 1)) { Trace = arrivals };
    }

    private static List<double> Arrivals(ProfileFile opened)
    {
        var problems = opened.Problems;
        var arrivals = new List<double>();
        var (isHead, isDated, start) = (true, false, (decimal?)null);
        foreach (var record in new CsvReader(opened).Records().TakeWhile(_ => problems.Count < MaxProblems))
        {
            var (text, offset) = record[0];
            if (isHead && HeadName().IsMatch(text))
            {
                isHead = false;
                continue;
            }

            isHead = false;
            if (Read(text) is not { } read)
            {
                problems.Add(offset, $"expected seconds such as 12.5, or a timestamp such as 2026-01-31T12:00:00.5Z, found '{Shown.Of(text)}'");
            }
            else if (start is not null && read.IsDated != isDated)
            {
                problems.Add(offset, $"expected {(isDated ? "a timestamp" : "seconds")} as in the rows before, found '{Shown.Of(text)}'");
            }
            else
            {
                isDated = read.IsDated;
                start ??= isDated ? read.Seconds : 0;
                Add(read.Seconds - start.Value, offset, arrivals, problems);
            }
        }

        if (arrivals.Count == 0 && problems.Count == 0)
        {
            problems.Add(0, "the trace has no arrivals");
        }

        return arrivals;
    }

    /// <summary>To the microsecond, so that none lies on the end by rounding.</summary>
    private static void Add(decimal seconds, int offset, List<double> arrivals, ProfileProblems problems)
    {
        var at = (double)Math.Round(seconds, 6);
        var why = arrivals.Count > 0 && at < arrivals[^1] ? $"expected rising times, found one {Text(arrivals[^1] - at)} s before the last"
            : at >= MaxSeconds ? $"expected arrivals within 24 hours, found one after {Text(at)} s"
            : arrivals.Count >= SimulationBinder.MaxPerSecond && at - arrivals[^(int)SimulationBinder.MaxPerSecond] < 1
                ? $"expected at most {SimulationBinder.MaxPerSecond:0} arrivals a second"
            : null;
        if (why is null)
        {
            arrivals.Add(at);
        }
        else
        {
            problems.Add(offset, why);
        }
    }

    private static (decimal Seconds, bool IsDated)? Read(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Timestamp().IsMatch(text))
        {
            return DateTimeOffset.TryParse(text.Replace(',', '.'), culture, DateTimeStyles.AssumeUniversal, out var moment)
                ? ((decimal)moment.UtcTicks / TimeSpan.TicksPerSecond, true)
                : null;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, culture, out var seconds) ? (seconds, false) : null;
    }

    private static string Text(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
}
