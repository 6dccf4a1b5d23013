using System.Globalization;

namespace ReefChaos.Benchmarks.Coverage;

/// <summary>How often the judge's 95% intervals hold a known truth. Usage: <c>coverage RUNS</c>, of each simulated service.</summary>
internal static class CoverageBenchmark
{
    public const double Least = 0.93;
    public const double Most = 0.97;

    /// <returns>0 where every kind of objective is within 93 and 97%, else 1.</returns>
    public static int Run(string[] args)
    {
        var runs = int.Parse(args[0], CultureInfo.InvariantCulture);
        var kinds = SimulatedService.All.GroupBy(s => s.Kind).Select(k => (Kind: k.Key, Rows: k.Select(s => (s.Name, Count: CoverageCount.Of(s, runs))).ToList())).ToList();
        var sums = kinds.Select(k => (k.Kind, Count: CoverageCount.Sum([.. k.Rows.Select(r => r.Count)]))).ToList();

        Console.WriteLine("| objective | runs | intervals that hold the truth | truth below | truth above |\n|---|---|---|---|---|");
        foreach (var (kind, count) in sums)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind} | {count.Runs} | {count.Share:P1} | {Share(count.Low, count)} | {Share(count.High, count)} |"));
        }

        Console.WriteLine("\n| objective | service | intervals that hold the truth | truth below | truth above | median width, of the truth |\n|---|---|---|---|---|---|");
        foreach (var (kind, name, count) in kinds.SelectMany(k => k.Rows.Select(r => (k.Kind, r.Name, r.Count))))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {name} | {count.Share:P1} | {Share(count.Low, count)} | {Share(count.High, count)} | {count.Width:P1} |"));
        }

        return sums.All(s => s.Count.Share is >= Least and <= Most) ? 0 : 1;
    }

    private static string Share(int part, CoverageCount whole) => string.Create(CultureInfo.InvariantCulture, $"{(double)part / whole.Runs:P1}");
}
