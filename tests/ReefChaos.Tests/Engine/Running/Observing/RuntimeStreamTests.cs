using ReefChaos.Engine.Running.Observing;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class RuntimeStreamTests : IAsyncDisposable
{
    private readonly DiagnosticPortBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_target_that_never_calls_leaves_nothing_and_holds_nothing_up()
    {
        await using var stream = new RuntimeStream(bench.Port, TimeProvider.System);

        (await stream.BeginsAsync(TimeSpan.FromMilliseconds(10), Token)).ShouldBeFalse();
        (await stream.LookAsync(1, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runtime_that_hangs_up_is_asked_again_when_it_calls_again()
    {
        await using var stream = new RuntimeStream(bench.Port, TimeProvider.System);
        for (var life = 0; life < 2; life++)
        {
            using var runtime = new FakeRuntime(bench.Link.Socket);
            var call = await runtime.CallAsync();
            // The order to begin to send events: of its 20 bytes, set and number.
            var order = new byte[20];
            await call.ReadExactlyAsync(order, Token);
            order[16].ShouldBe((byte)2);
        }

        (await stream.LookAsync(1, Token)).ShouldBeEmpty();
    }
}
