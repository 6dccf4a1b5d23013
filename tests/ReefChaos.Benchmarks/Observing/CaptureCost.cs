using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Engine.Diagnosing;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>How long a look for a cause holds a process with ten thousand parked awaits up: by the process's own clock, and as the look itself tells.</summary>
internal static class CaptureCost
{
    private const int Awaits = 10_000;

    /// <summary>About as long as a look takes.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(6);

    public static async Task<string> RunAsync(int times)
    {
        var (process, port) = await Pinned.StartAsync(null, ["observer", "target", "parked", $"{Awaits}"], []);
        using var _ = process;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var target = await DiagnosisTarget.FindAsync($"{process.Id}", CancellationToken.None);
        await Task.Delay(Quiet);

        var (quiet, looked, told, took) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var memory = new PeakMemory("ReefChaos.Diagnoser.dll");
        for (var i = 0; i < times; i++)
        {
            await WorstAsync();
            await Task.Delay(Quiet);
            quiet.Add(await WorstAsync());
            var began = Stopwatch.GetTimestamp();
            var cause = await Diagnosis.RunAsync(target, new DiagnosisOptions(), CancellationToken.None);
            took.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            looked.Add(await WorstAsync());
            told.Add(cause.PauseMs);
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{quiet[^1]:0.0} ms quiet, {looked[^1]:0.0} ms looked at, {told[^1]:0.0} ms told, {took[^1]:0.0} s; {string.Join("; ", cause.Notes)}"));
        }

        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"| {Awaits} parked awaits, {times} looks | median | highest |\n|---|---|---|")
            .AppendLine(Row("longest delay of a thread of the process while it was looked at, ms", looked))
            .AppendLine(Row("the same in as long a time without a look, ms", quiet))
            .AppendLine(Row("longest pause that the look told, ms", told))
            .AppendLine(Row("length of a look, s", took))
            .AppendLine(CultureInfo.InvariantCulture, $"\nThe diagnoser's memory at most: {await memory.EndAsync() / 1e6:0.0} MB.")
            .ToString();

        async Task<double> WorstAsync() => double.Parse(await client.GetStringAsync(new Uri("/", UriKind.Relative)), CultureInfo.InvariantCulture);
    }

    private static string Row(string name, List<double> values) =>
        string.Create(CultureInfo.InvariantCulture, $"| {name} | {Throughput.Median(values):0.0} | {values.Max():0.0} |");
}
