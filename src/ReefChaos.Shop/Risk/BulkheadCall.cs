namespace ReefChaos.Shop.Risk;

/// <summary>A call that either runs on a bulkhead's thread or is given up by its caller, whichever comes first.</summary>
internal sealed class BulkheadCall<T>(Func<T> body) : IBulkheadCall
{
    // Continuations run on the pool: a bulkhead's thread is for native calls only.
    private readonly TaskCompletionSource<CallOutcome<T>> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Never faults.</summary>
    public Task<CallOutcome<T>> Outcome => outcome.Task;

    public void GiveUp() => outcome.TrySetResult(default);

    public void Run()
    {
        if (outcome.Task.IsCompleted)
        {
            return;
        }

        try
        {
            outcome.TrySetResult(new(true, body(), null));
        }
        catch (Exception failure)
        {
            outcome.TrySetResult(new(false, default, $"the native call failed with {failure.GetType().Name}"));
        }
    }
}

internal interface IBulkheadCall
{
    void Run();
}

/// <param name="Failure">Null when the call was given up.</param>
internal readonly record struct CallOutcome<T>(bool Succeeded, T? Value, string? Failure);
