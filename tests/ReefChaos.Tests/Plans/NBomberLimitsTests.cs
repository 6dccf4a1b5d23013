using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Planning;

namespace ReefChaos.Tests.Plans;

public sealed class NBomberLimitsTests
{
    private static readonly LoadProfile Plain = Profiles.Of(
        Profiles.Piece(SimulationKind.RampingInject, 2, 10), Profiles.Inject(10, 2), Profiles.Piece(SimulationKind.InjectRandom, 2, 5, 10),
        Profiles.Piece(SimulationKind.Pause, 1), Profiles.Piece(SimulationKind.RampingConstant, 2, 3), Profiles.Piece(SimulationKind.KeepConstant, 2, 3));

    public static TheoryData<LoadProfile, string> Impossible => new()
    {
        { Plain with { Pattern = ArrivalPattern.Poisson }, "Poisson" },
        { Profiles.Of(Profiles.Inject(1, 2), Profiles.Piece(SimulationKind.Replay, 2) with { Trace = [0.5] }), "simulation 2" },
        { Profiles.Of(Profiles.Piece(SimulationKind.IterationsForConstant, 2, 1) with { Iterations = 5 }), "IterationsForConstant" },
        { Profiles.Of(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(0.5), 1, Interval: TimeSpan.FromSeconds(0.1))), "500ms" },
        { Profiles.Of(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(2), 1, Interval: TimeSpan.FromSeconds(3))), "3s of 2s" },
        { Plain with { Journeys = [new Journey("pay", 1, [new RequestTemplate { Method = "POST", Path = "/a.B/C", Grpc = true }])] }, "gRPC" },
    };

    [Fact]
    public void Every_simulation_that_both_drivers_know_is_possible() => NBomberLimits.Of(Plain, LoadSlice.Whole).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_NBomber_cannot_do_is_named(LoadProfile profile, string name) =>
        NBomberLimits.Of(profile, LoadSlice.Whole).ShouldHaveSingleItem().ShouldContain(name);

    [Fact]
    public void A_slice_is_impossible() => NBomberLimits.Of(Plain, new LoadSlice(0, 2)).ShouldHaveSingleItem().ShouldContain("slice");

    [Fact]
    public void All_that_is_impossible_comes_at_once() =>
        NBomberLimits.Of(Plain with { Pattern = ArrivalPattern.Poisson }, new LoadSlice(0, 2)).Count.ShouldBe(2);
}
