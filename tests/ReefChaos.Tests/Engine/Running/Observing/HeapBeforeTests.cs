using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Judging;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class HeapBeforeTests
{
    private readonly PlantedArm arm = PlantedArm.Breaking(Arm.Control);

    [Fact]
    public void It_is_what_the_last_collection_of_all_generations_before_the_faults_left()
    {
        arm.More.AddRange([Second(4, 100), Second(5, 120), Second(9, 900)]);

        HeapBefore.Of(arm.History).ShouldBe(120);
    }

    [Fact]
    public void Without_one_it_is_the_whole_heap_then()
    {
        arm.More.AddRange([Second(4, null), Second(9, 900), new RuntimeSample(300, 1000, 0, 1, 4) { At = 5 }, new RuntimeSample(800, 1000, 0, 1, 4) { At = 9 }]);

        HeapBefore.Of(arm.History).ShouldBe(300);
    }

    [Fact]
    public void Where_nobody_told_or_nothing_was_armed_it_is_not_known()
    {
        HeapBefore.Of(arm.History).ShouldBeNull();

        arm.Arms = false;
        arm.More.Add(Second(4, 100));
        HeapBefore.Of(arm.History).ShouldBeNull();
    }

    private static RuntimeSecond Second(double at, long? inUse) => new(500, inUse, 1, [0, 0, 0], 0, 0, 0, 4, 0, 0) { At = at };
}
