using System.Globalization;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>One runner at a time for each user of a machine: two would disturb each other's measurements.</summary>
/// <remarks>The kernel lets go of it when this process dies, however it dies.</remarks>
public sealed class RunnerLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private RunnerLock(FileStream file) => this.file = file;

    /// <exception cref="EnvironmentLacksException">Another runner holds it; the message names its process.</exception>
    public static RunnerLock Take() => Take(RunnerFolder.OpenShared());

    /// <summary>Waits for a runner that is at work, but not longer than the patience. There is no queue: who looks first gets it.</summary>
    /// <param name="say">Told once, when it waits.</param>
    /// <exception cref="EnvironmentLacksException">Another runner still holds it; the message names its process.</exception>
    internal static Task<RunnerLock> TakeAsync(TimeSpan patience, Action<string> say, TimeProvider time, CancellationToken cancellationToken) =>
        TakeAsync(RunnerFolder.OpenShared(), patience, say, time, cancellationToken);

    internal static async Task<RunnerLock> TakeAsync(
        string folder, TimeSpan patience, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var waits = false; ; waits = true)
        {
            if (TryTake(folder, out var holder) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                throw Held(holder, patience);
            }

            if (!waits)
            {
                say($"waiting for another runner, {Named(holder)}");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static RunnerLock Take(string folder) => TryTake(folder, out var holder) ?? throw Held(holder, TimeSpan.Zero);

    public void Dispose() => file.Dispose();

    /// <param name="holder">The process that holds it, where this one gets nothing.</param>
    private static RunnerLock? TryTake(string folder, out string holder)
    {
        holder = "";
        var path = Path.Combine(folder, "lock");
        var handle = Native.OpenOrCreate(path);
        if (handle.IsInvalid)
        {
            throw new EnvironmentLacksException($"The file {path} cannot be opened. Set TMPDIR to a folder that can be written.");
        }

        var file = new FileStream(handle, FileAccess.ReadWrite);
        if (!Native.TryLock(handle))
        {
            using (file)
            {
                holder = new StreamReader(file).ReadToEnd();
                return null;
            }
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new RunnerLock(file);
    }

    private static EnvironmentLacksException Held(string holder, TimeSpan waited) => new(
        holder == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            ? "This process runs another experiment already. Run experiments one after another: side by side they disturb each other's measurements."
            : $"Another runner is at work ({Named(holder)}){(waited == TimeSpan.Zero ? "" : $", and was not done after {new Scenarios.Duration(waited)}")}. "
                + "Wait for its end, or end it: side by side two disturb each other's measurements.");

    private static string Named(string holder) => $"process {(holder.Length == 0 ? "unknown" : holder)}";
}
