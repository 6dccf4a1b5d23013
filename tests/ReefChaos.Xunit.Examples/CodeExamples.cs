// begin: code
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Xunit;

public sealed class CheckoutTests
{
    public static Scenario SilentPayments { get; } = Scenario.Named("silent-payments", "The payment provider accepts calls and never answers.")
        .WithTarget(TargetSpec.OfProject("src/ReefChaos.Shop").WithLimits(cpus: 1, memory: ByteSize.MiB(512)).ReadyAt("/health"))
        .WithDependency("payments", DependencySpec.OfStub("Shop__Payments__Url", new StubSpec { Body = """{"approved":true}""" }))
        .WithLoad("checkout")
        .WithPhases(new PhaseLengths
        {
            Warmup = TimeSpan.FromSeconds(1),
            Baseline = TimeSpan.FromSeconds(3),
            Fault = TimeSpan.FromSeconds(4),
            Recovery = TimeSpan.Zero,
        })
        .WithFault(new MissingTimeoutFault { At = Site.HttpClient("payments") })
        .WithAvailability(atLeast: Ratio.Percent(90))
        .WithLatency(50, atMost: TimeSpan.FromMilliseconds(900))
        .WithControl("Shop__Defenses", "none");

    public static LoadProfile Checkout { get; } = new()
    {
        Name = "checkout",
        Simulations = [new Simulation(SimulationKind.Inject, During: TimeSpan.FromMinutes(5), Rate: 40, Interval: TimeSpan.FromSeconds(1))],
        Journeys =
        [
            new Journey("buy", Weight: 1,
            [
                new RequestTemplate
                {
                    Method = "POST",
                    Path = "/checkout",
                    Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
                    Body = """{"sku":"coral-lamp","quantity":2,"card":"4000-0000-0000-0002"}""",
                },
            ]),
        ],
        Timeout = TimeSpan.FromSeconds(3),
    };

    [Experiment]
    public async Task Checkout_survives_a_payment_provider_that_never_answers()
    {
        var verdict = await ExperimentTest.RunAsync(SilentPayments, Checkout, seed: 42, TargetChoice.Process);

        verdict.ShouldHold();
    }
}
// end: code
