using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Shop.Risk;

namespace ReefChaos.Tests.Shop;

public sealed class RiskTests : IDisposable
{
    private readonly ShopFixture shop = new();
    private readonly FakeTimeProvider time = new();
    private readonly SemaphoreSlim entered = new(0);
    private readonly ManualResetEventSlim released = new();
    private readonly RiskSettings settings = new() { Threads = 2, Queue = 1 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000, 0.8427)]
    public void The_native_score_is_the_error_function(int total, double score) => NativeScore.Of(total).ShouldBe(score, 1e-4);

    [Fact]
    public async Task Both_scorers_give_the_native_score()
    {
        using var bulkhead = Bulkhead(_ => 0.25);

        (await bulkhead.ScoreAsync(1, Token)).ShouldBe(0.25);
        (await new DirectRiskScorer(_ => 0.25).ScoreAsync(1, Token)).ShouldBe(0.25);
        shop.Used.ShouldBe(0);
    }

    [Fact]
    public void A_hung_call_keeps_the_undefended_callers_thread()
    {
        var caller = new Thread(() => new DirectRiskScorer(Hang).ScoreAsync(1, CancellationToken.None).AsTask()) { IsBackground = true };
        caller.Start();
        entered.Wait(ShopFixture.Patience, Token).ShouldBeTrue();

        ShopFixture.Waits(caller).ShouldBeTrue();

        released.Set();
        caller.Join(ShopFixture.Patience).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hung_call_costs_the_defended_caller_its_limit_and_no_more()
    {
        using var bulkhead = Bulkhead(Hang);
        var score = bulkhead.ScoreAsync(1, Token).AsTask();
        (await entered.WaitAsync(ShopFixture.Patience, Token)).ShouldBeTrue();

        time.Advance(settings.Limit - TimeSpan.FromTicks(1));
        score.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));

        (await score.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(BulkheadRiskScorer.Neutral);
        shop.Used.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_bulkhead_refuses_at_once_and_serves_again_when_the_calls_return()
    {
        using var bulkhead = Bulkhead(Hang);
        // One after the other: a call waits in the queue, which has one place, until a thread takes it.
        var running = new Task<double>[settings.Threads];
        for (var i = 0; i < running.Length; i++)
        {
            running[i] = bulkhead.ScoreAsync(1, Token).AsTask();
            (await entered.WaitAsync(ShopFixture.Patience, Token)).ShouldBeTrue();
        }

        var queued = bulkhead.ScoreAsync(1, Token).AsTask();

        var refused = bulkhead.ScoreAsync(1, Token);

        refused.IsCompleted.ShouldBeTrue();
        (await refused).ShouldBe(BulkheadRiskScorer.Neutral);
        queued.IsCompleted.ShouldBeFalse();
        released.Set();
        (await Task.WhenAll([.. running, queued]).WaitAsync(ShopFixture.Patience, Token)).ShouldAllBe(score => score == 1);
    }

    [Fact]
    public async Task A_failed_call_gives_the_neutral_score()
    {
        using var bulkhead = Bulkhead(_ => throw new IOException());

        (await bulkhead.ScoreAsync(1, Token)).ShouldBe(BulkheadRiskScorer.Neutral);
        shop.Used.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_was_given_up_in_the_queue_is_not_made()
    {
        var made = false;
        var call = new BulkheadCall<bool>(() => made = true);

        call.GiveUp();
        call.Run();

        made.ShouldBeFalse();
        (await call.Outcome).Succeeded.ShouldBeFalse();
    }

    public void Dispose()
    {
        released.Set();
        shop.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BulkheadRiskScorer Bulkhead(Func<decimal, double> native) => new(native, Options.Create(settings), shop.Fallbacks, time);

    private double Hang(decimal total)
    {
        entered.Release();
        released.Wait(ShopFixture.Patience);
        return 1;
    }
}
