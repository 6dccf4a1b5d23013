using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Copies what a container prints to a file, from each of its starts to its end.</summary>
internal sealed class ContainerLog(ContainerEngine engine, string path) : IAsyncDisposable
{
    /// <summary>What an engine may take to hand on the last lines of a container that has ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource disposed = new();
    private Task copying = Task.CompletedTask;

    public string Tail => TailOf.File(path);

    /// <param name="since">As the engine writes times; null from the first start.</param>
    public void Follow(string id, string? since) => copying = CopyAsync(id, since, copying);

    /// <summary>Until all that a container that has ended printed is in the file.</summary>
    public async Task CatchUpAsync(TimeProvider time)
    {
        try
        {
            await copying.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is there must do.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync().ConfigureAwait(false);
        await copying.ConfigureAwait(false);
        disposed.Dispose();
    }

    private async Task CopyAsync(string id, string? since, Task before)
    {
        await before.ConfigureAwait(false);
        try
        {
            var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true, Since = since };
            using var stream = await engine.Client.Containers.GetContainerLogsAsync(id, parameters, disposed.Token).ConfigureAwait(false);
            var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            await using (file.ConfigureAwait(false))
            {
                await stream.CopyOutputToAsync(Stream.Null, file, file, disposed.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || e is OperationCanceledException)
        {
            // A log that breaks off must not end the run.
        }
    }
}
