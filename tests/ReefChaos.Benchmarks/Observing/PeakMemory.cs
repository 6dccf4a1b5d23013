using System.Globalization;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>Watches children of this process that run a program, and keeps the highest of their resident memory.</summary>
internal sealed class PeakMemory
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private readonly string program;
    private readonly Task watching;
    private long most;

    public PeakMemory(string program)
    {
        this.program = program;
        watching = WatchAsync();
    }

    /// <returns>Bytes.</returns>
    public async Task<long> EndAsync()
    {
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        return most;
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            // A child belongs to the thread that started it.
            foreach (var child in Directory.EnumerateDirectories("/proc/self/task").SelectMany(t => ChildrenOf(t).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                most = Math.Max(most, Peak(child));
            }

            await Task.Delay(Period, stop.Token);
        }
    }

    private static string ChildrenOf(string thread)
    {
        try
        {
            return File.ReadAllText($"{thread}/children");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private long Peak(string child)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{child}/cmdline").Contains(program, StringComparison.Ordinal)
                ? File.ReadLines($"/proc/{child}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                : null;
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            // It has just begun, or ended.
            return 0;
        }
    }
}
