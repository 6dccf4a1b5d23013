// begin: in-process
using Microsoft.AspNetCore.Mvc.Testing;
using ReefChaos.Shop;
using ReefChaos.Xunit;

public sealed class InProcessTests
{
    [Scenario("scenarios/smoke.yaml", Factory = typeof(WebApplicationFactory<Program>))]
    public void Checkout_survives_a_slow_payment_provider()
    {
    }

    [Experiment]
    public async Task Checkout_survives_a_payment_provider_that_never_answers()
    {
        await using var shop = new WebApplicationFactory<Program>();

        var verdict = await ExperimentTest.RunAsync(CheckoutTests.SilentPayments, CheckoutTests.Checkout, shop, seed: 42);

        verdict.ShouldHold();
    }
}
// end: in-process
