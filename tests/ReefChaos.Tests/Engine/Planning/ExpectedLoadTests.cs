using ReefChaos.Engine.Planning;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class ExpectedLoadTests
{
    [Theory]
    [InlineData(0, 10, 500)]
    [InlineData(2, 4, 100)]
    [InlineData(4, 4, 0)]
    public void A_steady_rate_is_rate_times_time(double from, double to, double expected) =>
        Between(from, to, Profiles.Inject(50, 10)).ShouldBe(expected);

    [Fact]
    public void The_last_level_goes_on() => Between(5, 100, Profiles.Inject(10, 5), Profiles.Inject(20, 5)).ShouldBe(20 * 95);

    [Fact]
    public void A_load_that_ends_in_a_pause_sends_nothing_more() =>
        Between(10, 20, Profiles.Inject(50, 10), Profiles.Piece(SimulationKind.Pause, 1)).ShouldBe(0);

    [Fact]
    public void A_ramp_goes_from_the_rate_before_it_to_its_own()
    {
        Between(0, 10, Profiles.Piece(SimulationKind.RampingInject, 10, rate: 100)).ShouldBe(500);
        Between(10, 20, Profiles.Inject(20, 10), Profiles.Piece(SimulationKind.RampingInject, 10, rate: 100)).ShouldBe(600);
        Between(15, 20, Profiles.Inject(20, 10), Profiles.Piece(SimulationKind.RampingInject, 10, rate: 100)).ShouldBe(400);
    }

    [Fact]
    public void A_random_rate_counts_with_its_mean() =>
        Between(0, 10, Profiles.Piece(SimulationKind.InjectRandom, 10, rate: 10, maxRate: 30)).ShouldBe(200);

    [Fact]
    public void The_rate_is_per_interval()
    {
        var simulation = Profiles.Inject(50, 10) with { Interval = TimeSpan.FromMilliseconds(500) };

        Between(0, 10, simulation).ShouldBe(1000);
    }

    [Fact]
    public void A_closed_loop_is_unknown_only_where_it_runs()
    {
        Simulation[] simulations = [Profiles.Piece(SimulationKind.KeepConstant, 10, rate: 4), Profiles.Inject(50, 10)];

        Between(5, 15, simulations).ShouldBeNull();
        Between(10, 15, simulations).ShouldBe(250);
    }

    [Fact]
    public void The_length_is_that_of_all_pieces() =>
        ExpectedLoad.Length(Profiles.Of(Profiles.Inject(50, 10), Profiles.Piece(SimulationKind.KeepConstant, 5, rate: 4))).ShouldBe(TimeSpan.FromSeconds(15));

    private static double? Between(double from, double to, params Simulation[] simulations) =>
        ExpectedLoad.Between(Profiles.Of(simulations), from, to);
}
