using ReefChaos.Agent;
using ReefChaos.Agent.Hook;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Engine.Running.Observing;

/// <summary>With a real agent, in this process.</summary>
public sealed class RuntimeWatchTests : IDisposable
{
    private const string Secret = "a-token";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_tells_how_the_runtime_is_also_after_the_target_came_back()
    {
        await using var watch = new RuntimeWatch(AgentLink.New(folder["agent.sock"]) with { Token = Secret }, TimeProvider.System);
        for (var life = 0; life < 2; life++)
        {
            using var agent = Start();
            RuntimeSample? sample = null;
            while (sample is null)
            {
                sample = (await watch.LookAsync(life, Token)).OfType<RuntimeSample>().SingleOrDefault();
            }

            sample.At.ShouldBe(life);
            sample.HeapBytes.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_refused_token_costs_nothing_but_the_sample()
    {
        using var agent = Start();
        await using var watch = new RuntimeWatch(AgentLink.New(folder["agent.sock"]) with { Token = "another" }, TimeProvider.System);
        (await watch.LookAsync(1, Token)).ShouldBeEmpty();
    }

    private AgentHost Start()
    {
        var agent = new AgentHost(new AgentSettings(folder["agent.sock"], Secret, AllowProduction: false), TimeProvider.System);
        agent.Start();
        return agent;
    }
}
