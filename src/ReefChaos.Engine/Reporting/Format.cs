using System.Globalization;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>Numbers as people read them, the same in every report and on the console.</summary>
public static class Format
{
    public const string Nothing = "–";

    /// <summary>Three significant digits in the fitting unit: <c>12.3 ms</c>, <c>4.02 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Duration(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 s",
        < 0.9995e-3 => $"{Digits(seconds * 1e6)} µs",
        < 0.9995 => $"{Digits(seconds * 1e3)} ms",
        < 99.95 => $"{Digits(seconds)} s",
        _ => Text($"{(seconds < 0 ? "-" : "")}{Math.Floor(Math.Round(Math.Abs(seconds)) / 60):0} min {Math.Round(Math.Abs(seconds)) % 60:0} s"),
    };

    /// <summary>Two digits after the point, and more where it is close to all or nothing: <c>99.5%</c>, <c>99.997%</c>.</summary>
    /// <remarks>Only a whole is <c>100%</c>, only nothing is <c>0%</c>.</remarks>
    public static string Percent(double ratio)
    {
        var percent = ratio * 100;
        foreach (var digits in new[] { "0.##", "0.####", "0.######" })
        {
            var text = percent.ToString(digits, CultureInfo.InvariantCulture);
            if ((text is not ("100" or "0")) || ratio is 0 or 1)
            {
                return text + "%";
            }
        }

        return Text($"{percent:R}%");
    }

    /// <summary><c>512 B</c>, <c>1.5 KiB</c>, <c>256 MiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (Math.Abs(bytes) >= 1023.5 && unit < units.Length - 1)
        {
            (bytes, unit) = (bytes / 1024, unit + 1);
        }

        return $"{Digits(bytes)} {units[unit]}";
    }

    public static string Rate(double perSecond) => $"{Digits(perSecond)}/s";

    /// <summary>With thousands apart: <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number in the base unit of the objective of that name.</summary>
    public static string Value(string objective, double? value) => value is not { } number ? Nothing : objective switch
    {
        "availability" => Percent(number),
        "throughput" or "thread-growth" => Rate(number),
        "memory-growth" => Bytes(number) + "/s",
        _ => Duration(number),
    };

    /// <summary><c>99.1% [98.2%, 100%]</c>; an open end is written with its infinity, and no interval is left out.</summary>
    public static string Interval(ObjectiveResult result)
    {
        if (result is { Low: null, High: null })
        {
            return Value(result.Name, result.Value);
        }

        return $"{Value(result.Name, result.Value)} [{(result.Low is null ? "-∞" : Value(result.Name, result.Low))}, "
            + $"{(result.High is null ? "∞" : Value(result.Name, result.High))}]";
    }

    /// <summary>A clause such as <c>availability is missed: 87.5% [83%, 91%], target &gt;= 95%</c>.</summary>
    public static string Against(ObjectiveResult result)
    {
        var state = result.Result switch
        {
            ObjectiveState.Met => "met",
            ObjectiveState.Missed => "missed",
            _ => "undecided",
        };
        var value = result is { Value: null, Low: null, High: null } ? "" : $"{Interval(result)}, ";
        var note = result.Note.Length == 0 ? "" : $" ({result.Note})";
        return $"{result.Name} is {state}: {value}target {result.Target}{note}";
    }

    private static string Digits(double value)
    {
        var magnitude = Math.Abs(value);
        var form = magnitude >= 99.95 ? "0" : magnitude >= 9.995 ? "0.#" : magnitude >= 0.9995 ? "0.##" : "0.###";
        return value.ToString(form, CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
