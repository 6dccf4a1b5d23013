using System.Diagnostics;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.RuntimeEvents;
using ReefChaos.Tests.RuntimeEvents;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class RuntimeTallyTests
{
    private readonly RuntimeTally tally = new();

    [Fact]
    public void A_runtime_that_told_nothing_leaves_nothing()
    {
        tally.Since(1).ShouldBeNull();

        Publish("CollectionStart", []);
        tally.Since(2).ShouldNotBeNull();
        tally.Since(3).ShouldBeNull();
    }

    [Fact]
    public void What_happened_counts_once_and_what_is_stays()
    {
        Happen(RuntimeProviders.SuspendBegan, [], time: 1);
        Happen(RuntimeProviders.Resumed, [], time: 1 + Stopwatch.Frequency / 4);
        SentEvents.Collection((id, payload) => Happen(id, payload), generation: 2, sizeOfEach: 20, survivedOfEach: 10);
        Publish("CounterRateValuePublished", SentEvents.Counter(RuntimeTally.Allocated, "", 4096, 10_000));
        Publish("CounterRateValuePublished", SentEvents.Counter(RuntimeTally.LockWaits, "", 3, 30));
        Publish("CounterRateValuePublished", SentEvents.Counter(RuntimeTally.Exceptions, "error.type=A", 2, 20));
        Publish("CounterRateValuePublished", SentEvents.Counter(RuntimeTally.Exceptions, "error.type=B", 5, 50));
        Publish("GaugeValuePublished", SentEvents.Gauge(RuntimeTally.PoolQueue, 5));

        var first = tally.Since(1).ShouldNotBeNull();

        (first.At, first.HeapBytes, first.InUseBytes, first.AllocatedBytes).ShouldBe((1, 100, 50, 4096));
        first.Collections.ShouldBe([0, 0, 1]);
        (first.PauseSeconds, first.LockWaits, first.Exceptions).ShouldBe((0.25, 3, 7));
        (first.PoolThreads, first.PoolQueue, first.ActiveCalls).ShouldBe((null, 5, null));

        Publish("CollectionStop", []);
        var second = tally.Since(2).ShouldNotBeNull();

        (second.InUseBytes, second.AllocatedBytes, second.PoolQueue).ShouldBe((50, null, 5));
        second.Collections.ShouldBe([0, 0, 0]);
        (second.PauseSeconds, second.LockWaits, second.Exceptions).ShouldBe((0, null, null));
    }

    [Fact]
    public void Levels_add_up_over_tags_and_the_last_of_each_counts()
    {
        Publish("UpDownCounterRateValuePublished", SentEvents.Counter(RuntimeTally.Calls, "host=a", 2, 2));
        Publish("UpDownCounterRateValuePublished", SentEvents.Counter(RuntimeTally.Calls, "host=b", 3, 3));
        Publish("UpDownCounterRateValuePublished", SentEvents.Counter(RuntimeTally.Calls, "host=a", 5, 7));
        Publish("HistogramValuePublished", SentEvents.Histogram("http.server.request.duration", 9));

        tally.Since(1)!.ActiveCalls.ShouldBe(10);
    }

    private void Happen(int id, byte[] payload, long time = 1) =>
        tally.Take(new RuntimeEvent(new EventKind(RuntimeProviders.Runtime, id, ""), 1, time, payload, []));

    private void Publish(string name, byte[] payload) => tally.Take(new RuntimeEvent(new EventKind(RuntimeProviders.Meters, 1, name), 1, 1, payload, []));
}
