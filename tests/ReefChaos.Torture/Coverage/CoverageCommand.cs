using System.CommandLine;
using System.Globalization;

namespace ReefChaos.Torture.Coverage;

/// <summary><c>coverage</c>: how often the judge's 95% intervals hold a known truth.</summary>
internal static class CoverageCommand
{
    public const double Least = 0.93;
    public const double Most = 0.97;

    public static Command Make()
    {
        var runs = new Argument<int>("N") { Description = "How many runs of each simulated service." };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("N: expected 1 or more.");
            }
        });
        var command = new Command("coverage", "Simulates services whose true value is known, and counts how often the 95% intervals hold it.") { runs };
        command.SetAction(parsed => Run(parsed.GetValue(runs)) ? 0 : 1);
        return command;
    }

    /// <returns>Whether every kind of objective is within 93 and 97%. The same runs give the same on each machine.</returns>
    public static bool Run(int runs)
    {
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

        return sums.TrueForAll(s => s.Count.Share is >= Least and <= Most);
    }

    private static string Share(int part, CoverageCount whole) => string.Create(CultureInfo.InvariantCulture, $"{(double)part / whole.Runs:P1}");
}
