using ReefChaos.Plans;

namespace ReefChaos.Tests.Load;

internal static class Loads
{
    public static LoadProfile Of(Simulation simulation, params RequestTemplate[] steps) => new()
    {
        Name = "test",
        Simulations = [simulation],
        Journeys = [new Journey("journey", 1, steps)],
        Timeout = TimeSpan.FromSeconds(4),
    };

    public static RequestTemplate Get(string path, double thinkSeconds = 0) =>
        new() { Method = "GET", Path = path, Think = TimeSpan.FromSeconds(thinkSeconds) };

    public static Simulation Inject(int rate) => new(SimulationKind.Inject, TimeSpan.FromSeconds(1), rate, Interval: TimeSpan.FromSeconds(1));

    public static Simulation Copies(int copies) => new(SimulationKind.KeepConstant, TimeSpan.FromSeconds(1), copies);

    public static Simulation Iterations(int copies, int iterations, double seconds = 1) =>
        new(SimulationKind.IterationsForConstant, TimeSpan.FromSeconds(seconds), copies) { Iterations = iterations };
}
