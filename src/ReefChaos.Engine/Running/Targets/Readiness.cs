using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Asks the target until it answers, ends, or has had its time.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(5);

    /// <returns>The target, once it answers. One that does not is disposed of.</returns>
    /// <exception cref="TargetFailedException">It ended, or did not answer in time.</exception>
    public static async Task<T> ReadyAsync<T>(T target, TargetDoor door, ReadySpec ready, TimeProvider time, CancellationToken cancellationToken) where T : ITarget
    {
        try
        {
            await WaitAsync(target, door, ready, time, cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch
        {
            await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <exception cref="TargetFailedException">It ended, or did not answer in time.</exception>
    public static async Task WaitAsync(ITarget target, TargetDoor door, ReadySpec ready, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = door.NewClient();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var late = new CancellationTokenSource(ready.Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, late.Token);
        _ = target.Exited.ContinueWith(_ => Cancel(ended), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        // Joined as text: a path such as //host would lead elsewhere.
        var uri = new Uri($"{target.BaseAddress.GetLeftPart(UriPartial.Authority)}/{ready.Path.TrimStart('/')}");
        var seen = "nothing listened";
        try
        {
            while (true)
            {
                seen = await AskAsync(client, uri, time, either.Token).ConfigureAwait(false);
                if (seen.Length == 0 && !target.Exited.IsCompleted)
                {
                    return;
                }

                await Task.Delay(Pause, time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(target, ready, seen);
        }
    }

    /// <returns>What is wrong; empty if nothing is.</returns>
    private static async Task<string> AskAsync(HttpClient client, Uri uri, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(OneTry, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return (int)answer.StatusCode < 500 ? "" : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it accepted the connection and did not answer";
        }
    }

    private static TargetFailedException Failure(ITarget target, ReadySpec ready, string seen) => target.Exited.IsCompletedSuccessfully
        ? Ended(target.Exited.Result, target.LastOutput)
        : new TargetFailedException(
            $"The target did not answer {ready.Path} within {ready.Within}: {seen.TrimEnd('.')}. " +
            "It must listen where ASPNETCORE_URLS says; endpoints in its own settings go before that.",
            null,
            target.LastOutput);

    private static TargetFailedException Ended(TargetEnd end, string lastOutput) => end.Cause == ExitCause.OutOfMemory
        ? new TargetFailedException("The kernel killed the target for its use of memory before it answered: raise target.limits.memory.", end.ExitCode, lastOutput)
        : new TargetFailedException($"The target ended with exit code {end.ExitCode} before it answered.", end.ExitCode, lastOutput);

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The wait was over before.
        }
    }
}
