using System.Globalization;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>What looking at a target costs it: <c>observer PAIRS</c> for the observer of a run, <c>observer parts ROUNDS</c> for what it asks for, <c>observer capture TIMES</c> for a look for a cause. Release only; Linux.</summary>
internal static class ObserverBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var report = args switch
        {
            ["target", "parked", var count, var port] => await ParkedTarget.RunAsync(Number(count), Number(port)),
            ["capture", var times] => await CaptureCost.RunAsync(Number(times)),
            ["parts", var rounds] => await SessionParts.RunAsync(Number(rounds)),
            [var pairs] => await OnAndOff.RunAsync(Number(pairs)),
            _ => throw new ArgumentException("observer PAIRS | observer parts ROUNDS | observer capture TIMES"),
        };
        Console.WriteLine(report);
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
