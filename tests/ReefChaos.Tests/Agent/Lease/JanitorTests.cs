using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class JanitorTests
{
    [Fact]
    public void It_cleans_up_after_all_that_come_at_once()
    {
        using var janitor = new Janitor((_, _) => { });
        using var first = new ManualResetEventSlim();
        var token = TestContext.Current.CancellationToken;
        var blocking = new PlannedInjector { OnSettle = () => first.Wait(AgentBench.Patience, token) };
        var others = Enumerable.Range(0, 5).Select(_ => new PlannedInjector()).ToList();
        Released(blocking, janitor);

        // While it is busy they link up; then each has its turn.
        others.ForEach(i => Released(i, janitor));
        first.Set();

        AgentBench.Soon(() => others.Append(blocking).All(i => i.Calls.Contains("settle"))).ShouldBeTrue();
    }

    [Fact]
    public void One_that_fails_does_not_keep_the_others_from_it()
    {
        using var janitor = new Janitor((_, _) => { });
        var after = new PlannedInjector();

        Released(new PlannedInjector { OnSettle = () => throw new InvalidOperationException("planted") }, janitor).Dispose();
        Released(after, janitor).Dispose();

        after.Calls.ShouldContain("settle");
    }

    [Fact]
    public void Its_thread_bears_its_name_keeps_no_process_alive_and_ends_with_it()
    {
        var injector = new PlannedInjector();
        var janitor = new Janitor((_, _) => { });
        Released(injector, janitor).Dispose();
        var thread = injector.SettledOn.ShouldNotBeNull();
        (thread.Name, thread.IsBackground).ShouldBe(("ReefChaos janitor", true));

        janitor.Dispose();

        thread.IsAlive.ShouldBeFalse();
    }

    private static ArmedFault Released(IInjector injector, Janitor janitor)
    {
        var fault = new ArmedFault("f", new ErrorFault { At = Site.Process }, 1, TimeProvider.System);
        fault.Use(injector, janitor);
        fault.Release(leaseRanOut: false);
        return fault;
    }
}
