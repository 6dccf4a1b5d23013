using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class BlockedChannelInjectorTests : IDisposable
{
    private static readonly Site Orders = Site.Parse("channel:Order");
    private readonly FakeTimeProvider time = new();
    private readonly AgentBench bench;
    private readonly Channel<Order> channel;

    public BlockedChannelInjectorTests()
    {
        bench = new AgentBench(time);
        channel = bench.Build(s => s.AddSingleton(Channel.CreateBounded<Order>(2))).GetRequiredService<Channel<Order>>();
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_reader_that_waits_already_is_stalled_and_the_writer_meets_the_bound()
    {
        var reading = channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        var armed = bench.Arm(new BlockedChannelFault { At = Orders });
        channel.Writer.TryWrite(new Order(1)).ShouldBeTrue();
        channel.Writer.TryWrite(new Order(2)).ShouldBeTrue();
        channel.Writer.TryWrite(new Order(3)).ShouldBeFalse();
        AgentBench.Soon(() => armed.Injections == 1).ShouldBeTrue();
        reading.IsCompleted.ShouldBeFalse();

        bench.Disarm();

        (await reading.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken)).ShouldBe(new Order(1));
        channel.Reader.TryRead(out var second).ShouldBeTrue();
        second.ShouldBe(new Order(2));
    }

    [Fact]
    public void No_way_of_reading_gets_an_item_while_armed()
    {
        channel.Writer.TryWrite(new Order(1));
        bench.Arm(new BlockedChannelFault { At = Orders });
        channel.Reader.TryRead(out _).ShouldBeFalse();
        channel.Reader.TryPeek(out _).ShouldBeFalse();
        channel.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted.ShouldBeFalse();
        channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted.ShouldBeFalse();
        channel.Reader.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_hold_stalls_each_item_for_its_time()
    {
        var armed = bench.Arm(new BlockedChannelFault { At = Orders, Hold = TimeSpan.FromSeconds(1) });
        channel.Writer.TryWrite(new Order(1));
        channel.Writer.TryWrite(new Order(2));
        var first = channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        first.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        await first.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
        channel.Reader.TryRead(out _).ShouldBeFalse();
        armed.Injections.ShouldBe(2);
    }

    [Fact]
    public void Which_items_are_stalled_follows_from_the_seed()
    {
        var first = Pattern(7);
        first.ShouldContain('x');
        first.ShouldContain('.');
        Pattern(7).ShouldBe(first);
        Pattern(8).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_closed_channel_ends_its_reader_also_while_armed()
    {
        bench.Arm(new BlockedChannelFault { At = Orders });
        channel.Writer.Complete(new InvalidDataException("broken"));
        var error = await Should.ThrowAsync<ChannelClosedException>(async () => await channel.Reader.ReadAsync());
        error.InnerException.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public void A_second_block_of_the_same_channel_is_refused_and_leaves_the_first()
    {
        var armed = bench.Arm(new BlockedChannelFault { At = Orders });
        Should.Throw<RefusedException>(() => bench.Arm(new BlockedChannelFault { At = Orders }));
        armed.IsArmed.ShouldBeTrue();
        channel.Writer.TryWrite(new Order(1));
        channel.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public void An_unknown_channel_is_refused_with_the_known_ones() =>
        Should.Throw<RefusedException>(() => bench.Arm(new BlockedChannelFault { At = Site.Parse("channel:Odrer") }))
            .Message.ShouldContain("channel:Order");

    [Fact]
    public void A_reader_registered_from_the_channel_is_stalled_once_and_alike()
    {
        using var other = new AgentBench(time);
        var reader = other.Build(s => s
            .AddSingleton(_ => Channel.CreateUnbounded<Order>())
            .AddSingleton(p => p.GetRequiredService<Channel<Order>>().Reader)).GetRequiredService<ChannelReader<Order>>();
        var armed = other.Arm(new BlockedChannelFault { At = Orders });
        reader.TryRead(out _).ShouldBeFalse();
        armed.Calls.ShouldBe(0);
    }

    private string Pattern(ulong seed)
    {
        var armed = bench.Arm(new BlockedChannelFault { At = Orders, Rate = new Ratio(0.5), Hold = TimeSpan.FromSeconds(1) }, seed);
        var pattern = "";
        for (var i = 0; i < 32; i++)
        {
            channel.Writer.TryWrite(new Order(i)).ShouldBeTrue();
            var passed = channel.Reader.TryRead(out _);
            pattern += passed ? '.' : 'x';
            time.Advance(TimeSpan.FromSeconds(1));
            (passed || channel.Reader.TryRead(out _)).ShouldBeTrue();
        }

        armed.Calls.ShouldBe(32);
        bench.Disarm();
        return pattern;
    }

    private sealed record Order(int Number);
}
