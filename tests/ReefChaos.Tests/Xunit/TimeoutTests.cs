using Microsoft.Extensions.Time.Testing;
using Xunit.Sdk;
using Timeout = ReefChaos.Xunit.Running.Timeout;

namespace ReefChaos.Tests.Xunit;

public sealed class TimeoutTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource body = new();
    private int cancelled;

    [Fact]
    public async Task A_test_that_ends_in_time_is_left_alone()
    {
        var running = RunAsync(1000);
        time.Advance(TimeSpan.FromMilliseconds(999));
        body.SetResult();

        await running;

        cancelled.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_in_time_is_the_tests_own()
    {
        var running = RunAsync(1000);
        body.SetException(new InvalidOperationException("own"));

        (await Should.ThrowAsync<InvalidOperationException>(running)).Message.ShouldBe("own");
    }

    [Fact]
    public async Task After_the_timeout_the_test_is_cancelled_and_seen_to_its_end()
    {
        var running = RunAsync(1000);
        time.Advance(TimeSpan.FromMilliseconds(1001));
        await Task.Yield();
        running.IsCompleted.ShouldBeFalse("it must wait until the experiment is cleaned up");
        body.SetCanceled(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<TestTimeoutException>(running);

        cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task Zero_is_no_timeout()
    {
        var running = RunAsync(0);
        time.Advance(TimeSpan.FromDays(1));
        running.IsCompleted.ShouldBeFalse();
        body.SetResult();

        await running;
    }

    private Task RunAsync(int milliseconds) => Timeout.RunAsync(milliseconds, () => body.Task, () => cancelled++, time);
}
