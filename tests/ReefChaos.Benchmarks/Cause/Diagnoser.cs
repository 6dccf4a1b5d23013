using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Whoever answers to <c>PROGRAM diagnose PID --json</c>.</summary>
internal sealed class Diagnoser(string program)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What it printed last, as it came.</summary>
    public string Printed { get; private set; } = "";

    public async Task<(Answer? Answer, string? Trouble, TimeSpan Took)> AskAsync(int patient)
    {
        List<string> command = [.. program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : new[] { program },
            "diagnose", patient.ToString(CultureInfo.InvariantCulture), "--json"];
        Printed = "";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (null, $"no answer in {Longest.TotalSeconds} s", clock.Elapsed);
        }

        Printed = await said;
        if (process.ExitCode != 0)
        {
            return (null, $"exit code {process.ExitCode}: {(await complained).Trim().Split('\n')[0]}", clock.Elapsed);
        }

        try
        {
            return (Answer.Parse(Printed), null, clock.Elapsed);
        }
        catch (JsonException e)
        {
            return (null, $"not an answer: {e.Message}", clock.Elapsed);
        }
    }
}
