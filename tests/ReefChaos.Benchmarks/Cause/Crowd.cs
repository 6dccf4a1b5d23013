using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Has a process diagnosed that is large: 100,000 methods are parked in it, and its heap has 2 GB, in objects of 1 kB.</summary>
internal static class Crowd
{
    private const int Parked = 100_000;
    private const int Objects = 2_000_000;
    private const int ObjectBytes = 1_000;
    private const int ArrivalsPerSecond = 50;
    private const string Page = "tests/ReefChaos.Benchmarks/results/cause-crowd.md";

    private static readonly string Build = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["patient"]:
                await LiveAsync();
                return 0;
            case [var number, .. var rest] when int.TryParse(number, CultureInfo.InvariantCulture, out var runs) && rest is [] or ["--result"]:
                var page = Tell(await DiagnoseAsync(runs));
                Console.Write(page);
                if (rest is ["--result"])
                {
                    await File.WriteAllTextAsync(Page, page);
                }

                return 0;
            default:
                await Console.Error.WriteLineAsync("crowd RUNS [--result], in the repository's folder, after a build");
                return 3;
        }
    }

    /// <summary>Writers that wait for room in a channel that nobody reads, more with each second.</summary>
    private static async Task LiveAsync()
    {
        var heap = Enumerable.Range(0, Objects).Select(_ => new byte[ObjectBytes]).ToArray();
        var full = Channel.CreateBounded<int>(1);
        for (var i = 0; i < Parked; i++)
        {
            _ = WriteAsync(full, i);
        }

        await Console.Out.WriteLineAsync("parked");
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.0 / ArrivalsPerSecond));
            _ = WriteAsync(full, heap.Length);
        }
    }

    private static async Task WriteAsync(Channel<int> full, int item)
    {
        await full.Writer.WriteAsync(item);
    }

    private static async Task<List<Reply>> DiagnoseAsync(int runs)
    {
        using var patient = Process.Start(new ProcessStartInfo("dotnet", [typeof(Crowd).Assembly.Location, "crowd", "patient"]) { RedirectStandardOutput = true })!;
        try
        {
            await patient.StandardOutput.ReadLineAsync();
            var diagnoser = new Diagnoser($"src/ReefChaos.Cli/bin/{Build}/net10.0/reef.dll");
            var answers = new List<Reply>();
            for (var run = 0; run < runs; run++)
            {
                answers.Add(await diagnoser.AskAsync(patient.Id));
            }

            return answers;
        }
        finally
        {
            patient.Kill();
            await patient.WaitForExitAsync();
        }
    }

    private static string Tell(List<Reply> answers)
    {
        var page = new StringBuilder("# Cause: a large process\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{Parked} parked methods, {Objects} objects of {ObjectBytes} bytes. Command: `dotnet tests/ReefChaos.Benchmarks/bin/{Build}/net10.0/ReefChaos.Benchmarks.dll crowd {answers.Count} --result`\n\n");
        page.Append("| run | took, s | pause, ms | said | notes |\n|---:|---:|---:|---|---|\n");
        foreach (var (run, (_, answer, trouble, took)) in answers.Index())
        {
            var said = answer is null ? $"no answer: {trouble}" : string.Join("; ", answer.Modes.Select(m => $"{m.Mode} at {m.Where?.Method}").DefaultIfEmpty("none"));
            page.Append(CultureInfo.InvariantCulture, $"| {run + 1} | {took.TotalSeconds:0.0} | {answer?.PauseMs:0} | {said} | {string.Join("; ", answer?.Notes ?? [])} |\n");
        }

        return page.ToString();
    }
}
