using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Planning;

internal static class Profiles
{
    public static LoadProfile Of(params Simulation[] simulations) => new() { Name = "checkout", Simulations = simulations, Journeys = [] };

    public static LoadProfile Steady(int rate, int seconds) => Of(Inject(rate, seconds));

    public static Simulation Inject(int rate, int seconds) => Piece(SimulationKind.Inject, seconds, rate);

    public static Simulation Piece(SimulationKind kind, int seconds, int rate = 0, int maxRate = 0) =>
        new(kind, TimeSpan.FromSeconds(seconds), rate, maxRate, TimeSpan.FromSeconds(1));
}
