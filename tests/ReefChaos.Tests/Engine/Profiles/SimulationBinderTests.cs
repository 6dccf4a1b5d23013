using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class SimulationBinderTests : IDisposable
{
    private const string Requests = """ "requests": [{ "method": "GET", "path": "/" }] """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(10, "00:00:01", 25)]
    [InlineData(3, "00:00:01", 1)]
    [InlineData(3, "00:00:01", 2)]
    [InlineData(7, "00:00:02", 1000)]
    [InlineData(9973, "00:00:01", 20000)]
    [InlineData(100000, "00:00:01", 99999)]
    [InlineData(1, "00:00:10", 3)]
    public void Iterations_become_an_injection_that_sends_exactly_so_many(int rate, string interval, int iterations)
    {
        var profile = folder.Profile(Requests, Load($$"""{ "IterationsForInject": [{{rate}}, "{{interval}}", {{iterations}}] }, { "Pause": "00:00:01" }"""));

        new ArrivalSchedule(profile, seed: 1).Arrivals().Count().ShouldBe(iterations);
    }

    [Fact]
    public void A_ramp_may_go_down_to_nothing_and_a_random_rate_begin_there()
    {
        var profile = folder.Profile(Requests, Load("""
            { "Inject": [10, "00:00:01", "00:00:02"] }, { "RampingInject": [0, "00:00:01", "00:00:02"] }, { "RampingConstant": [0, "00:00:01"] },
            { "InjectRandom": [0, 4, "00:00:01", "00:00:10"] }, { "RampingInject": [0, "00:00:01", "00:00:02"] }
            """));

        var arrivals = new ArrivalSchedule(profile, seed: 1).Arrivals().Select(a => a.AtSeconds).ToList();
        arrivals.Count(a => a < 4).ShouldBe(20 + 10);
        arrivals[^1].ShouldBeLessThan(17);
    }

    [Theory]
    [InlineData("""{ "IterationsForConstant": [3, 100] }, { "Pause": "00:00:01" }""", "IterationsForConstant: how long it takes depends on the target, so nothing can follow it")]
    [InlineData("""{ "IterationsForConstant": [3, 0] }""", "IterationsForConstant: iterations: expected a whole number from 1")]
    [InlineData("""{ "IterationsForConstant": [0, 3] }""", "IterationsForConstant: copies: expected a whole number from 1 to 10000, found 0")]
    [InlineData("""{ "IterationsForConstant": [3, "00:00:01"] }""", "IterationsForConstant: iterations: expected a whole number")]
    [InlineData("""{ "IterationsForInject": [3, "00:00:01"] }""", "IterationsForInject: expected [rate, interval, iterations], found 2 values")]
    [InlineData("""{ "IterationsForInject": [1, "00:10:00", 144] }""", "IterationsForInject: 144 iterations take 24 hours or more at this rate")]
    [InlineData("""{ "IterationsForInject": [200000, "00:00:01", 5] }""", "at most 100000 requests a second")]
    [InlineData("""{ "IterationForInject": [200, "00:00:01", 5] }""", "did you mean 'IterationsForInject'?")]
    [InlineData("""{ "Replay": [200, "00:00:01", 5] }""", "unknown simulation 'Replay'")]
    [InlineData("""{ "RampingInject": [-1, "00:00:01", "00:00:05"] }""", "RampingInject: rate: expected a whole number from 0")]
    [InlineData("""{ "InjectRandom": [0, 0, "00:00:01", "00:00:05"] }""", "InjectRandom: maxRate: expected a whole number from 1")]
    [InlineData("""{ "Inject": [0, "00:00:01", "00:00:05"] }""", "Inject: rate: expected a whole number from 1")]
    public void A_bad_simulation_is_refused(string simulations, string message) =>
        folder.Problem(Requests, Load(simulations)).Message.ShouldContain(message);

    [Theory]
    [InlineData("")]
    [InlineData(""" "LoadSimulationsSettings": null, """)]
    public void There_must_be_some(string entry) =>
        folder.Problem(Requests, entry).Message.ShouldBe("ScenariosSettings: 'LoadSimulationsSettings' is missing, and CustomSettings have no trace in their place");

    [Fact]
    public void An_empty_list_has_none() => folder.Problem(Requests, Load("")).Message.ShouldBe("LoadSimulationsSettings: expected at least one simulation");

    private static string Load(string simulations) => $""" "LoadSimulationsSettings": [{simulations}], """;
}
