using System.Globalization;
using System.Text.RegularExpressions;

namespace ReefChaos.Scenarios;

/// <summary>Reads and writes a number that is followed by one of a few units.</summary>
internal static partial class Quantity
{
    [GeneratedRegex(@"^\s*([0-9]+(?:\.[0-9]+)?)\s*(\S*)\s*$")]
    private static partial Regex NumberAndUnit();

    /// <summary>The number times the unit's factor; false for a sign, an unknown unit, or a number out of a double's range.</summary>
    public static bool TryParse(string? text, IReadOnlyList<(string Unit, double Factor)> units, out double value)
    {
        value = 0;
        var match = NumberAndUnit().Match(text ?? "");
        if (!match.Success)
        {
            return false;
        }

        foreach (var (unit, factor) in units)
        {
            if (unit == match.Groups[2].Value)
            {
                value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * factor;
                return double.IsFinite(value);
            }
        }

        return false;
    }

    /// <summary>The text in the largest unit that shows the value as a whole number, else in the smallest unit.</summary>
    public static string Format(double value, IReadOnlyList<(string Unit, double Factor)> units)
    {
        foreach (var (unit, factor) in units.OrderByDescending(u => u.Factor))
        {
            var number = value / factor;
            if (number >= 1 && number == Math.Floor(number))
            {
                return number.ToString("0", CultureInfo.InvariantCulture) + unit;
            }
        }

        var (smallest, smallestFactor) = units.MinBy(u => u.Factor);
        return (value / smallestFactor).ToString("0.############", CultureInfo.InvariantCulture) + smallest;
    }
}
