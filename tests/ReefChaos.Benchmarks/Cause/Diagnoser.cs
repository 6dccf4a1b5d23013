using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Whoever answers to <c>PROGRAM diagnose PID --json</c>.</summary>
internal sealed class Diagnoser(string program)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<Reply> AskAsync(int patient)
    {
        List<string> command = [.. program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : new[] { program },
            "diagnose", patient.ToString(CultureInfo.InvariantCulture), "--json"];
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
            return new Reply("", null, $"no answer in {Longest.TotalSeconds} s", clock.Elapsed);
        }

        var printed = await said;
        if (process.ExitCode != 0)
        {
            return new Reply(printed, null, $"exit code {process.ExitCode}: {(await complained).Trim().Split('\n')[0]}", clock.Elapsed);
        }

        try
        {
            return new Reply(printed, Answer.Parse(printed), null, clock.Elapsed);
        }
        catch (JsonException e)
        {
            return new Reply(printed, null, $"not an answer: {e.Message}", clock.Elapsed);
        }
    }
}

/// <param name="Printed">As it came.</param>
/// <param name="Trouble">Why there is no answer in it.</param>
internal sealed record Reply(string Printed, Answer? Answer, string? Trouble, TimeSpan Took);
