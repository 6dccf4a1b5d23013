using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Tests.Agent.Sites;

/// <summary>Two hosts of one process, each with an agent, and a fault point that both have.</summary>
public sealed class FaultPointSwitchTests : IDisposable
{
    private readonly HostScope first = new();
    private readonly HostScope second = new();
    private readonly AgentBench firstAgent;
    private readonly AgentBench secondAgent;

    public FaultPointSwitchTests()
    {
        firstAgent = new AgentBench(scope: first);
        secondAgent = new AgentBench(scope: second);
    }

    public void Dispose()
    {
        firstAgent.Dispose();
        secondAgent.Dispose();
    }

    [Fact]
    public async Task Only_the_code_of_the_broken_host_is_hit()
    {
        firstAgent.Arm(new ErrorFault { At = firstAgent.PointSite });

        (await HitIn(first)).ShouldBeTrue();
        (await HitIn(second)).ShouldBeFalse();
        (await HitIn(scope: null)).ShouldBeFalse("code that belongs to no host is left alone");
    }

    [Fact]
    public async Task Each_host_has_faults_of_its_own_and_ends_only_these()
    {
        firstAgent.Arm(new ErrorFault { At = firstAgent.PointSite });
        secondAgent.Arm(new ErrorFault { At = firstAgent.PointSite });
        firstAgent.Disarm();

        (await HitIn(first)).ShouldBeFalse();
        (await HitIn(second)).ShouldBeTrue();
        secondAgent.Disarm();
        firstAgent.Point.Handler.ShouldBeNull("a disarmed point costs a null check");
    }

    [Fact]
    public async Task An_agent_that_ends_leaves_the_point_to_the_others()
    {
        firstAgent.Arm(new ErrorFault { At = firstAgent.PointSite });
        secondAgent.Arm(new ErrorFault { At = firstAgent.PointSite });
        firstAgent.Sites.Dispose();

        (await HitIn(first)).ShouldBeFalse();
        (await HitIn(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_host_starts_belongs_to_it_and_its_starter_does_not()
    {
        firstAgent.Arm(new ErrorFault { At = firstAgent.PointSite });
        var background = await Task.Run(() =>
        {
            first.Enter();
            return Task.FromResult(Task.Run(Hit));
        });

        (await background).ShouldBeTrue();
        Hit().ShouldBeFalse();
    }

    private Task<bool> HitIn(HostScope? scope) => Task.Run(() =>
    {
        scope?.Enter();
        return Hit();
    });

    private bool Hit()
    {
        try
        {
            firstAgent.Point.Hit();
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
