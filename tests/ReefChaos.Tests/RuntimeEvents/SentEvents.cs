using System.Globalization;
using System.Text;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Tests.RuntimeEvents;

/// <summary>Events as a runtime sends them.</summary>
internal static class SentEvents
{
    /// <param name="take">Of the tally that they are for.</param>
    public static void Collection(Action<int, byte[]> take, int generation, long sizeOfEach, long survivedOfEach)
    {
        take(RuntimeProviders.CollectionEnded, [.. BitConverter.GetBytes(7), .. BitConverter.GetBytes(generation), 0, 0]);
        byte[] each = [.. BitConverter.GetBytes(sizeOfEach), .. BitConverter.GetBytes(survivedOfEach)];
        take(RuntimeProviders.HeapMeasured, [.. each, .. each, .. each, .. each, .. new byte[16 + 12 + 2], .. each]);
    }

    public static byte[] Counter(string instrument, string tags, long added, double level) => Text(["s", "meter", "", instrument, "unit", tags, Words(added), Words(level)]);

    public static byte[] Gauge(string instrument, double level) => Text(["s", "meter", "", instrument, "unit", "", Words(level)]);

    public static byte[] Histogram(string instrument, int count) => [.. Text(["s", "meter", "", instrument, "unit", "", "0.5=1"]), .. BitConverter.GetBytes(count)];

    private static byte[] Text(string[] texts) => [.. texts.SelectMany(t => Encoding.Unicode.GetBytes(t + "\0"))];

    private static string Words(double value) => value.ToString(CultureInfo.InvariantCulture);
}
