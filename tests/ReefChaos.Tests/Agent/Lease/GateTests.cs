using Microsoft.Extensions.Time.Testing;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class GateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly Gate gate;

    public GateTests() => gate = new Gate(time);

    [Fact]
    public void It_is_shut_until_it_is_opened()
    {
        gate.IsOpen.ShouldBeFalse();
        gate.Wait(Moment, TestContext.Current.CancellationToken).ShouldBeFalse();

        gate.Open();

        gate.IsOpen.ShouldBeTrue();
        gate.Wait(TimeSpan.Zero, TestContext.Current.CancellationToken).ShouldBeTrue();
    }

    [Fact]
    public async Task Opening_lets_all_go_who_wait()
    {
        var first = gate.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken).AsTask();
        var second = gate.WaitAsync(TimeSpan.FromHours(5), TestContext.Current.CancellationToken).AsTask();
        first.IsCompleted.ShouldBeFalse();

        gate.Open();

        await Task.WhenAll(first, second).WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wait_ends_at_its_limit_though_the_gate_is_shut()
    {
        var waiting = gate.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(4.9));
        waiting.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(0.1));

        await waiting.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
        gate.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wait_that_nobody_ends_ends_by_itself()
    {
        var waiting = gate.WaitAsync(TimeSpan.MaxValue, TestContext.Current.CancellationToken).AsTask();
        time.Advance(Gate.Longest - Moment);
        waiting.IsCompleted.ShouldBeFalse();

        time.Advance(Moment);

        await waiting.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>For a task a negative limit is for ever, or an error.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public async Task No_time_to_wait_is_no_wait(int milliseconds)
    {
        var limit = TimeSpan.FromMilliseconds(milliseconds);

        await gate.WaitAsync(limit, TestContext.Current.CancellationToken).AsTask().WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
        gate.Wait(limit, TestContext.Current.CancellationToken).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_may_be_called_off()
    {
        using var off = new CancellationTokenSource();
        var waiting = gate.WaitAsync(TimeSpan.FromSeconds(5), off.Token).AsTask();

        await off.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        Should.Throw<OperationCanceledException>(() => gate.Wait(TimeSpan.FromSeconds(5), off.Token));
    }

    [Fact]
    public async Task An_open_gate_outranks_a_token_that_fired()
    {
        gate.Open();

        await gate.WaitAsync(TimeSpan.FromSeconds(5), new CancellationToken(canceled: true));
    }

    [Fact]
    public void It_can_be_opened_twice()
    {
        gate.Open();
        gate.Open();

        gate.IsOpen.ShouldBeTrue();
    }
}
