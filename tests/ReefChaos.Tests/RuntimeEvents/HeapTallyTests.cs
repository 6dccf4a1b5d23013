using ReefChaos.RuntimeEvents;

namespace ReefChaos.Tests.RuntimeEvents;

public sealed class HeapTallyTests
{
    private readonly HeapTally tally = new();

    [Fact]
    public void Nothing_is_known_before_the_first_collection()
    {
        tally.HeapBytes.ShouldBeNull();
        tally.InUseBytes.ShouldBeNull();
    }

    [Fact]
    public void What_is_in_use_is_known_after_a_collection_of_all_generations_only()
    {
        SentEvents.Collection(Take, generation: 1, sizeOfEach: 100, survivedOfEach: 60);

        tally.HeapBytes.ShouldBe(500);
        tally.InUseBytes.ShouldBeNull();

        SentEvents.Collection(Take, generation: 2, sizeOfEach: 90, survivedOfEach: 50);
        SentEvents.Collection(Take, generation: 0, sizeOfEach: 120, survivedOfEach: 10);

        tally.HeapBytes.ShouldBe(600);
        tally.InUseBytes.ShouldBe(250);
        tally.Collections.ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void An_event_that_is_too_short_does_no_harm()
    {
        Take(RuntimeProviders.HeapMeasured, [1, 2, 3]);
        Take(RuntimeProviders.CollectionEnded, []);

        tally.Collections.ShouldBe([1, 0, 0]);
    }

    private void Take(int id, byte[] payload) => tally.Take(new RuntimeEvent(new EventKind(RuntimeProviders.Runtime, id, ""), 1, 1, payload, []));
}
