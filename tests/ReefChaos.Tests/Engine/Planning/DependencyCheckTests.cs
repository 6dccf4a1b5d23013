using ReefChaos.Engine.Planning;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class DependencyCheckTests
{
    private static readonly DependencySpec Stub = new() { Stub = new StubSpec(), Env = "STUB" };

    private static readonly DependencySpec Redis = new() { Image = "redis:7", Port = 6379, Env = "REDIS" };

    [Fact]
    public void Stubs_and_containers_with_a_variable_each_are_well() => Findings(("payments", Stub), ("redis", Redis)).ShouldBeEmpty();

    [Fact]
    public void A_container_needs_the_port_that_it_listens_on() => Findings(("redis", Redis with { Port = null }))
        .ShouldBe(["dependencies/redis: the key 'port' is missing; a container needs it: the port that it listens on"]);

    [Fact]
    public void The_targets_name_in_the_network_is_taken() => Findings(("target", Redis))
        .ShouldBe(["dependencies/target: a container cannot be called 'target', which is the target's own name in the network; give it another"]);

    [Fact]
    public void A_stub_may_be_called_anything() => Findings(("target", Stub)).ShouldBeEmpty();

    [Fact]
    public void A_key_that_would_do_nothing_is_refused() =>
        Findings(("payments", Stub with { Port = 1, Limits = new LimitsSpec { Cpus = 1 }, Args = ["-v"], Value = "{host}" })).Select(f => f.Split(':')[0]).ShouldBe(
            ["dependencies/payments/port", "dependencies/payments/limits", "dependencies/payments/args", "dependencies/payments/value"]);

    [Fact]
    public void It_is_told_for_what_the_key_is() => Findings(("payments", Stub with { Port = 1 }))
        .ShouldBe(["dependencies/payments/port: 'port' is for a container alone; leave it out, or give an image or a dockerfile"]);

    [Fact]
    public void One_variable_cannot_name_two_dependencies() => Findings(("payments", Stub), ("redis", Redis with { Env = "STUB" }))
        .ShouldBe(["dependencies/redis/env: 'STUB' tells where 'payments' is already; give each dependency a variable of its own"]);

    private static IEnumerable<string> Findings(params (string Name, DependencySpec Spec)[] dependencies) => DependencyCheck
        .Check(Examples.Read(Examples.Main).Scenario! with { Dependencies = dependencies.ToDictionary(d => d.Name, d => d.Spec) })
        .Select(f => $"{f.Path}: {f.Message}");
}
