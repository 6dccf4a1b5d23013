using System.Diagnostics;
using System.Text;

namespace ReefChaos.Torture.Rounds;

/// <summary>The real program, as its users start it, in the repository's folder.</summary>
internal sealed class Reef : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "reef.dll");

    private readonly Process process;
    private readonly StringBuilder text = new();

    private Reef(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>All that it printed so far.</summary>
    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>The line that says how the run ended; empty where there is none.</summary>
    public string Verdict => Text.Split('\n').LastOrDefault(l => l.StartsWith($"{ScenarioFile.Name}: ", StringComparison.Ordinal) && !l.Contains(" arm, ", StringComparison.Ordinal))?.Trim() ?? "";

    public static Reef Start(IEnumerable<(string Name, string Value)> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new Reef(Process.Start(start)!);
    }

    /// <summary>Null where it did not end in that time.</summary>
    public async Task<int?> ExitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Append(string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }
}
