using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class RuntimeStreamTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DiagnosticPort port;
    private readonly DiagnosticLink link;

    public RuntimeStreamTests()
    {
        link = new DiagnosticLink(Path.Combine(folder.Location, "calls.sock"), "/in/calls.sock", Path.Combine(folder.Location, "asks.sock"));
        port = DiagnosticPort.Open(link, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await port.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_target_that_never_calls_leaves_nothing_and_holds_nothing_up()
    {
        await using var stream = new RuntimeStream(port, TimeProvider.System);

        (await stream.BeginsAsync(TimeSpan.FromMilliseconds(10), Token)).ShouldBeFalse();
        (await stream.LookAsync(1, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runtime_that_hangs_up_is_asked_again_when_it_calls_again()
    {
        await using var stream = new RuntimeStream(port, TimeProvider.System);
        for (var life = 0; life < 2; life++)
        {
            using var runtime = new FakeRuntime(link.Socket);
            var call = await runtime.CallAsync();
            // The order to begin to send events: of its 20 bytes, set and number.
            var order = new byte[20];
            await call.ReadExactlyAsync(order, Token);
            order[16].ShouldBe((byte)2);
        }

        (await stream.LookAsync(1, Token)).ShouldBeEmpty();
    }
}
