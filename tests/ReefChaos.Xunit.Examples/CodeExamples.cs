// begin: code
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Xunit;

public sealed class CheckoutTests
{
    [Experiment]
    public async Task Checkout_survives_a_payment_provider_that_never_answers()
    {
        var scenario = new Scenario
        {
            Name = "silent-payments",
            Target = new TargetSpec
            {
                Project = "src/ReefChaos.Shop",
                Limits = new LimitsSpec { Cpus = 1, Memory = ByteSize.MiB(512) },
                Ready = new ReadySpec { Path = "/health" },
            },
            Dependencies = new Dictionary<string, DependencySpec>
            {
                ["payments"] = new() { Stub = new StubSpec { Body = """{"approved":true}""" }, Env = "Shop__Payments__Url" },
            },
            Load = "checkout",
            Phases = new PhaseLengths
            {
                Warmup = TimeSpan.FromSeconds(1),
                Baseline = TimeSpan.FromSeconds(3),
                Fault = TimeSpan.FromSeconds(4),
                Recovery = TimeSpan.Zero,
            },
            Faults = [new MissingTimeoutFault { At = Site.HttpClient("payments") }],
            Slo = new Slo
            {
                Availability = Bound.AtLeast(Ratio.Percent(90)),
                Latency = new Dictionary<Percentile, Bound<Duration>> { [new(50)] = Bound.AtMost(TimeSpan.FromMilliseconds(900)) },
            },
            Control = new ControlSpec { Env = new Dictionary<string, string> { ["Shop__Defenses"] = "none" } },
        };
        var load = new LoadProfile
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

        var verdict = await ExperimentTest.RunAsync(scenario, load, seed: 42, TargetChoice.Process);

        verdict.ShouldHold();
    }
}
// end: code
