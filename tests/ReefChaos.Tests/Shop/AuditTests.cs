using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Shop.Audit;
using ReefChaos.Shop.Payments;

namespace ReefChaos.Tests.Shop;

public sealed class AuditTests : IDisposable
{
    private static readonly AuditEvent First = Event(1);
    private static readonly AuditEvent Second = Event(2);

    private readonly ShopFixture shop = new();
    private readonly FakeTimeProvider time = new();
    private readonly Channel<AuditEvent> channel = Channel.CreateBounded<AuditEvent>(1);
    private readonly AuditSettings settings = new();

    [Fact]
    public async Task The_undefended_trail_waits_for_room_without_limit()
    {
        var trail = new WaitingAuditTrail(channel);
        await trail.RecordAsync(First);

        var record = trail.RecordAsync(Second).AsTask();
        record.IsCompleted.ShouldBeFalse();
        channel.Reader.TryRead(out _).ShouldBeTrue();

        await record.WaitAsync(ShopFixture.Patience, Token);
        channel.Reader.TryRead(out var kept).ShouldBeTrue();
        kept.ShouldBe(Second);
    }

    [Fact]
    public async Task The_defended_trail_drops_and_counts_what_finds_no_room_in_time()
    {
        var trail = Defended();
        await trail.RecordAsync(First);

        var record = trail.RecordAsync(Second).AsTask();
        time.Advance(settings.Limit - TimeSpan.FromTicks(1));
        record.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));

        await record.WaitAsync(ShopFixture.Patience, Token);
        shop.Used.ShouldBe(1);
        channel.Reader.TryRead(out var kept).ShouldBeTrue();
        kept.ShouldBe(First);
        channel.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_defended_trail_keeps_what_finds_room_in_time()
    {
        var trail = Defended();
        await trail.RecordAsync(First);

        var record = trail.RecordAsync(Second).AsTask();
        channel.Reader.TryRead(out _).ShouldBeTrue();

        await record.WaitAsync(ShopFixture.Patience, Token);
        shop.Used.ShouldBe(0);
        channel.Reader.TryRead(out var kept).ShouldBeTrue();
        kept.ShouldBe(Second);
    }

    [Fact]
    public async Task The_writer_hands_every_event_to_the_sink_in_order()
    {
        var sink = new Sink();
        using var writer = new AuditWriter(channel, sink);
        await writer.StartAsync(Token);

        await channel.Writer.WriteAsync(First, Token);
        await channel.Writer.WriteAsync(Second, Token);
        channel.Writer.Complete();

        await writer.ExecuteTask!.WaitAsync(ShopFixture.Patience, Token);
        sink.Written.ShouldBe([First, Second]);
    }

    public void Dispose() => shop.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static AuditEvent Event(int total) => new(DateTimeOffset.UnixEpoch, Guid.Empty, total, 0, PaymentState.Paid);

    private DroppingAuditTrail Defended() => new(channel, Options.Create(settings), shop.Fallbacks, time);

    private sealed class Sink : IAuditSink
    {
        public List<AuditEvent> Written { get; } = [];

        public void Write(AuditEvent audit) => Written.Add(audit);
    }
}
