using System.Diagnostics;
using System.Globalization;

namespace ReefChaos.Benchmarks;

/// <summary>
/// From start to exit: <c>reef run</c> of a scenario file, in turns with a test run of the <c>[Scenario]</c> that names the same file; and the
/// smoke scenario in-process. Usage: <c>tests ROUNDS</c>, in the repository's folder, after a build.
/// </summary>
internal static class TestRuns
{
    private const string Examples = "tests/ReefChaos.Xunit.Examples";
    private const string Reef = "src/ReefChaos.Cli/bin/Debug/net10.0/reef.dll";
    private const int Tries = 3;
    private const string Tests = $"{Examples}/bin/Debug/net10.0/ReefChaos.Xunit.Examples.dll";

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
        await ReefAsync();
        var (added, smokes) = (new List<double>(), new List<double>());
        Console.WriteLine("| round | reef run | [Scenario] | more | smoke in-process |");
        Console.WriteLine("|---|---|---|---|---|");
        for (var round = 1; round <= rounds; round++)
        {
            var before = round % 2 == 1 ? await ReefAsync() : 0;
            var test = await TestAsync("ReefChaos.Xunit.Examples.ReadmeExamples.Checkout_survives_a_slow_payment_provider");
            var reef = round % 2 == 1 ? before : await ReefAsync();
            added.Add(test - reef);
            smokes.Add(await TestAsync("InProcessTests.Checkout_survives_a_slow_payment_provider"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {round} | {reef:0.00} s | {test:0.00} s | {added[^1]:0.00} s | {smokes[^1]:0.00} s |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nMedian: `[Scenario]` adds {added.Order().ElementAt(rounds / 2):0.00} s; the smoke scenario takes {smokes.Order().ElementAt(rounds / 2):0.00} s."));
        return 0;
    }

    private static async Task<double> ReefAsync()
    {
        var output = Directory.CreateTempSubdirectory("reef-tests-").FullName;
        try
        {
            return await TakesAsync(
                Examples, Path.GetFullPath(Reef), "run", "scenarios/holds.yaml", "--target", "process", "--load-profiles", Path.GetFullPath("nbomber-config.json"), "--output", output);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static Task<double> TestAsync(string method) => TakesAsync(".", Tests, "-method", method);

    /// <summary>A run that did not hold may have been extended, and is repeated.</summary>
    /// <exception cref="InvalidOperationException">It did not hold at all.</exception>
    private static async Task<double> TakesAsync(string folder, string program, params string[] arguments)
    {
        var output = "";
        for (var i = 0; i < Tries; i++)
        {
            (var seconds, output) = await OnceAsync(folder, program, arguments);
            if (seconds is { } held)
            {
                return held;
            }
        }

        throw new InvalidOperationException(output);
    }

    private static async Task<(double? Seconds, string Output)> OnceAsync(string folder, string program, string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : null, output);
    }
}
