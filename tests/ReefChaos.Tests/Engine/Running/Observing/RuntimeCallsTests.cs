using System.Net.Sockets;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class RuntimeCallsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RuntimeCalls calls = new(TimeProvider.System);
    private readonly Guid target = Guid.NewGuid();
    private readonly Guid child = Guid.NewGuid();

    public void Dispose()
    {
        calls.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_the_target_starts_does_not_take_its_place()
    {
        var (first, _) = Call(target);
        Call(child);

        (await TakeAsync()).ShouldBe(first);
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_serves_once_and_the_last_one_counts()
    {
        Call(target);
        var (second, _) = Call(target);

        (await TakeAsync()).ShouldBe(second);
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Another_life_takes_the_place_of_one_that_hung_up()
    {
        var (_, far) = Call(target);
        far.Dispose();
        var (again, _) = Call(Guid.NewGuid());

        (await TakeAsync()).ShouldBe(again);
    }

    [Fact]
    public async Task Who_has_hung_up_does_not_count()
    {
        var (_, far) = Call(target);
        (await calls.AnyAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).ShouldBeTrue();

        far.Dispose();

        (await calls.AnyAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task Each_of_those_who_wait_gets_a_call_of_its_own()
    {
        var (one, other) = (calls.TakeAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), calls.TakeAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        var (first, _) = Call(target);
        var served = await Task.WhenAny(one, other);
        var (second, _) = Call(target);

        (await served).ShouldBe(first);
        (await (served == one ? other : one)).ShouldBe(second);
    }

    private Task<Socket?> TakeAsync() => calls.TakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    private (Socket Near, Socket Far) Call(Guid runtime)
    {
        var path = Path.Combine(folder.Location, $"{Guid.NewGuid():N}");
        using var listener = New();
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var far = New();
        far.Connect(new UnixDomainSocketEndPoint(path));
        var near = listener.Accept();
        calls.Add(runtime, near);
        return (near, far);
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
