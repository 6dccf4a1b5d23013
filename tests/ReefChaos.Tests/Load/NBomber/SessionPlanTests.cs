using ReefChaos.Load.NBomber;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Planning;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class SessionPlanTests
{
    [Theory]
    [InlineData(SimulationKind.Inject)]
    [InlineData(SimulationKind.InjectRandom)]
    [InlineData(SimulationKind.KeepConstant)]
    [InlineData(SimulationKind.Pause)]
    public void The_last_level_goes_on(SimulationKind kind)
    {
        Simulation[] simulations = [Profiles.Inject(5, 2), Profiles.Piece(kind, 2, 7, 9)];

        var session = SessionPlan.Of(simulations);

        session[0].ShouldBe(simulations[0]);
        session.Count.ShouldBe(2);
        session[1].During.Value.ShouldBeGreaterThan(TimeSpan.FromDays(1));
        (session[1] with { During = simulations[1].During }).ShouldBe(simulations[1]);
    }

    [Theory]
    [InlineData(SimulationKind.RampingInject, SimulationKind.Inject)]
    [InlineData(SimulationKind.RampingConstant, SimulationKind.KeepConstant)]
    public void A_ramp_keeps_its_length_and_its_end_goes_on(SimulationKind ramp, SimulationKind level)
    {
        Simulation[] simulations = [Profiles.Piece(ramp, 2, 7)];

        var session = SessionPlan.Of(simulations);

        session[0].ShouldBe(simulations[0]);
        session.Count.ShouldBe(2);
        (session[1].Kind, session[1].Rate, session[1].Interval).ShouldBe((level, 7, simulations[0].Interval));
        session[1].During.Value.ShouldBeGreaterThan(TimeSpan.FromDays(1));
    }
}
