using System.Globalization;
using System.Text;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using static ReefChaos.Engine.Reporting.Html.ChartScale;

namespace ReefChaos.Engine.Reporting.Html;

/// <summary>Drawings of one arm, second by second, over bands of its phases.</summary>
internal sealed class Chart(History history, IReadOnlyList<ChartSecond> seconds, ChartScale scale)
{
    private const double AvailabilityHeight = 60;
    private const double LatencyHeight = 130;
    private const double HeapHeight = 60;

    private readonly StringBuilder svg = new();

    public string Availability(double? target)
    {
        Begin(AvailabilityHeight, "Availability, second by second");
        Line(Top, "100%");
        Line(Top + AvailabilityHeight, "0%");
        foreach (var second in seconds.Where(s => s.Availability is not null))
        {
            var ok = AvailabilityHeight * second.Availability!.Value;
            Bar("okbar", second.Second, Top + AvailabilityHeight - ok, ok);
            Bar("badbar", second.Second, Top, AvailabilityHeight - ok);
        }

        Target(target is { } share ? Top + AvailabilityHeight * (1 - share) : null);
        return End(AvailabilityHeight);
    }

    public string Latency(double? target)
    {
        Begin(LatencyHeight, "Latency, second by second");
        for (var decade = scale.LeastDecade; decade <= scale.MostDecade; decade++)
        {
            Line(scale.Y(Math.Pow(10, decade), LatencyHeight), Format.Duration(Math.Pow(10, decade)));
        }

        Curve("mid", s => s.P50);
        Curve("tail", s => s.P99);
        Target(target is { } bound && Math.Log10(bound) >= scale.LeastDecade && Math.Log10(bound) <= scale.MostDecade
            ? scale.Y(bound, LatencyHeight) : null);
        return End(LatencyHeight);
    }

    /// <param name="readings">In order of time.</param>
    /// <param name="most">Bytes at the top.</param>
    public string Heap(IEnumerable<RuntimeSecond> readings, long most)
    {
        Begin(HeapHeight, "Heap, second by second");
        Line(Top, Format.Bytes(most));
        Line(Top + HeapHeight, Format.Bytes(0));
        var all = readings.ToList();
        Curve("mid", all, r => r.HeapBytes, most);
        Curve("tail", all, r => r.InUseBytes, most);
        return End(HeapHeight);
    }

    private void Begin(double height, string label)
    {
        svg.Clear().Append($"<svg viewBox=\"0 0 {Number(Width)} {Number(Top + height + 18)}\" role=\"img\" aria-label=\"{label}\">\n");
        foreach (var phase in Enum.GetValues<Phase>())
        {
            if (history.Entries.Count > 0 && history.SpanOf(phase) is { } span && span.End > span.Start)
            {
                var (from, to) = (scale.X(span.Start), scale.X(span.End));
                svg.Append($"<rect class=\"{Kebab.Of(phase)}\" x=\"{Number(from)}\" y=\"{Number(Top)}\" width=\"{Number(to - from)}\" height=\"{Number(height)}\"/>");
                svg.Append(to - from < 40 ? "" : $"<text x=\"{Number(from + 3)}\" y=\"12\">{Kebab.Of(phase)}</text>");
            }
        }

        svg.Append('\n');
    }

    private void Line(double y, string label) => svg.Append(
        $"<line class=\"grid\" x1=\"{Number(Left)}\" x2=\"{Number(Width - Right)}\" y1=\"{Number(y)}\" y2=\"{Number(y)}\"/>")
        .Append($"<text x=\"{Number(Left - 6)}\" y=\"{Number(y + 4)}\" text-anchor=\"end\">{label}</text>\n");

    private void Bar(string kind, int second, double y, double height) => svg.Append(
        height <= 0 ? "" : $"<rect class=\"{kind}\" x=\"{Number(scale.X(second))}\" y=\"{Number(y)}\" "
            + $"width=\"{Number(Math.Max(0.5, scale.SecondWidth - scale.Gap))}\" height=\"{Number(height)}\"/>");

    /// <summary>A second without an answer leaves a gap.</summary>
    private void Curve(string kind, Func<ChartSecond, double?> latency)
    {
        var path = new StringBuilder();
        int? last = null;
        foreach (var second in seconds)
        {
            if (latency(second) is { } value)
            {
                path.Append($"{(last == second.Second - 1 ? "L" : "M")}{Number(scale.X(second.Second + 0.5))} {Number(scale.Y(value, LatencyHeight))}");
                // A lone second is drawn as a dash: a path of one point is invisible.
                path.Append(last == second.Second - 1 ? "" : "h.1");
                last = second.Second;
            }
        }

        svg.Append($"<path class=\"{kind}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{path}\"/>\n");
    }

    private void Curve(string kind, List<RuntimeSecond> readings, Func<RuntimeSecond, long?> bytes, long most)
    {
        var path = new StringBuilder();
        foreach (var reading in readings.Where(r => r.At >= 0))
        {
            if (bytes(reading) is { } value)
            {
                path.Append($"{(path.Length == 0 ? "M" : "L")}{Number(scale.X(reading.At))} {Number(Top + HeapHeight * (1 - (double)value / most))}");
            }
        }

        svg.Append($"<path class=\"{kind}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{path}\"/>\n");
    }

    private void Target(double? y) => svg.Append(
        y is { } at ? $"<line class=\"target\" x1=\"{Number(Left)}\" x2=\"{Number(Width - Right)}\" y1=\"{Number(at)}\" y2=\"{Number(at)}\"/>\n" : "");

    private string End(double height)
    {
        foreach (var second in seconds)
        {
            svg.Append($"<rect class=\"hit\" x=\"{Number(scale.X(second.Second))}\" y=\"{Number(Top)}\" width=\"{Number(scale.SecondWidth)}\" ")
                .Append($"height=\"{Number(height)}\"><title>{Title(second)}</title></rect>");
        }

        var bottom = Number(Top + height + 14);
        var step = Math.Max(1, (int)Math.Ceiling(scale.Seconds / 10.0));
        for (var second = 0; second <= scale.Seconds; second += step)
        {
            svg.Append($"<text x=\"{Number(scale.X(second))}\" y=\"{bottom}\" text-anchor=\"middle\">{second.ToString(CultureInfo.InvariantCulture)} s</text>");
        }

        return svg.Append("\n</svg>").ToString();
    }

    private static string Title(ChartSecond s) =>
        $"second {s.Second}: {Format.Count(s.Ok)} of {Format.Count(s.Requests)} ok, "
        + $"p50 {Format.Value("latency", s.P50)}, p99 {Format.Value("latency", s.P99)}";
}
