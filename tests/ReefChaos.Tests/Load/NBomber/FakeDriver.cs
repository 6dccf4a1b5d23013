using ReefChaos.Load.NBomber;

namespace ReefChaos.Tests.Load.NBomber;

/// <summary>In NBomber's place: begins so many invocations at time zero, and ends or fails as it is told.</summary>
internal sealed class FakeDriver
{
    public List<SessionPlan> Plans { get; } = [];

    public int Invocations { get; init; }

    /// <summary>Of the real session; null for one that goes on until it is stopped.</summary>
    public Exception? Error { get; init; }

    public bool Stopped { get; private set; }

    public Driver Driver => new("Fake 1.0", Start);

    private Session Start(SessionPlan plan)
    {
        Plans.Add(plan);
        var session = new Session(this);
        // The first is the warm-up, which has an end.
        _ = Plans.Count == 1 ? session.EndAsync(plan, 1, null) : Error is { } error ? session.EndAsync(plan, 0, error) : session.GoAsync(plan);
        return session;
    }

    private sealed class Session(FakeDriver driver) : ISession
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => ended.Task;

        public void Stop() => driver.Stopped = true;

        public async Task GoAsync(SessionPlan plan)
        {
            await plan.UntilZero();
            await Task.WhenAll(Enumerable.Range(0, driver.Invocations).Select(_ => plan.Invoke()));
        }

        public async Task EndAsync(SessionPlan plan, int invocations, Exception? error)
        {
            await plan.UntilZero();
            for (var i = 0; i < invocations; i++)
            {
                await plan.Invoke();
            }

            _ = error is null ? ended.TrySetResult() : ended.TrySetException(error);
        }
    }
}
