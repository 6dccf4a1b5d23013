using ReefChaos.Load.NBomber;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Planning;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class NthArrivalTests
{
    [Fact]
    public void Injected_starts_are_those_of_the_schedule_also_past_its_end()
    {
        var profile = With(Profiles.Inject(2, 1), Profiles.Piece(SimulationKind.Pause, 1), Profiles.Inject(4, 1));
        var starts = new NthArrival(profile, 1);

        Enumerable.Range(0, 8).Select(_ => starts.Next()).ShouldBe([0, 0.5, 2, 2.25, 2.5, 2.75, 3, 3.25]);
        starts.ScatterSeconds.ShouldBe(1);
    }

    [Theory]
    [InlineData(SimulationKind.RampingInject)]
    [InlineData(SimulationKind.InjectRandom)]
    [InlineData(SimulationKind.KeepConstant)]
    [InlineData(SimulationKind.RampingConstant)]
    public void The_comparison_ends_where_NBomber_sends_numbers_of_its_own(SimulationKind kind)
    {
        var starts = new NthArrival(With(Profiles.Inject(2, 1), Profiles.Piece(kind, 1, 5, 9), Profiles.Inject(2, 1)), 1);

        Enumerable.Range(0, 4).Select(_ => starts.Next()).ShouldBe([0, 0.5, null, null]);
    }

    [Fact]
    public void Nothing_is_compared_in_a_closed_loop()
    {
        var starts = new NthArrival(With(Profiles.Piece(SimulationKind.KeepConstant, 1, 5)), 1);

        starts.Next().ShouldBeNull();
        starts.ScatterSeconds.ShouldBe(0);
    }

    private static LoadProfile With(params Simulation[] simulations) => Profiles.Of(simulations) with
    {
        Journeys = [new Journey("a", 1, [new RequestTemplate { Method = "GET", Path = "/" }])],
    };
}
