using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class ArmedFaultTests : IDisposable
{
    private readonly CancellationToken token = TestContext.Current.CancellationToken;
    private readonly List<string> troubles = [];
    private readonly Janitor janitor;

    public ArmedFaultTests() => janitor = new Janitor(Trouble);

    public void Dispose() => janitor.Dispose();

    [Fact]
    public void Calls_are_numbered_from_zero_and_counted_whether_they_are_hit_or_not()
    {
        var fault = Used(new PlannedInjector(), rate: 0.5);
        var hits = new List<bool>();
        for (var call = 0UL; call < 64; call++)
        {
            hits.Add(fault.Hits(out var ordinal));
            ordinal.ShouldBe(call);
        }

        hits.Distinct().Count().ShouldBe(2);
        fault.CountInjection();
        fault.Status.ShouldBe(new FaultStatus("f", Armed: true, Expired: false, Calls: 64, Injections: 1));
    }

    /// <summary>Each call is drawn for by its own number, so the larger the rate, the more are hit, and the same ones.</summary>
    [Fact]
    public void A_larger_rate_hits_what_a_smaller_one_hits_and_more()
    {
        var few = Pattern(0.25);
        var many = Pattern(0.75);

        few.Count(hit => hit).ShouldBeInRange(8, 24);
        many.Count(hit => hit).ShouldBeInRange(40, 56);
        few.Zip(many).ShouldAllBe(pair => !pair.First || pair.Second);
        Pattern(1).ShouldAllBe(hit => hit);
    }

    [Fact]
    public void Released_it_hits_and_counts_nothing()
    {
        var fault = Used(new PlannedInjector());
        fault.Hits(out _).ShouldBeTrue();
        fault.Dispose();

        fault.Hits(out var ordinal).ShouldBeFalse();

        ordinal.ShouldBe(0UL);
        fault.Status.ShouldBe(new FaultStatus("f", Armed: false, Expired: false, Calls: 1, Injections: 0));
    }

    [Fact]
    public void It_is_released_and_settled_once_and_only_the_first_reason_counts()
    {
        var injector = new PlannedInjector();
        var fault = Used(injector);

        fault.Release(leaseRanOut: true);
        fault.Release(leaseRanOut: false);
        fault.Dispose();

        injector.Calls.ShouldBe(["release", "settle"]);
        fault.Status.ShouldBe(new FaultStatus("f", Armed: false, Expired: true, 0, 0));
    }

    /// <summary>Who waits at the gate is let go even where the injector cannot end.</summary>
    [Fact]
    public void The_gate_is_open_before_the_injector_ends()
    {
        bool? open = null;
        ArmedFault? fault = null;
        fault = Used(new PlannedInjector { OnRelease = () => open = fault!.Gate.IsOpen });

        fault.Dispose();

        open.ShouldBe(true);
    }

    [Fact]
    public void Disposing_waits_until_all_is_given_back()
    {
        using var never = new ManualResetEventSlim();
        var injector = new PlannedInjector { OnSettle = () => never.Wait(TimeSpan.FromMilliseconds(50), token) };

        Used(injector).Dispose();

        injector.Calls.ShouldBe(["release", "settle"]);
    }

    [Fact]
    public void Disposing_does_not_wait_for_what_never_ends()
    {
        using var stuck = new ManualResetEventSlim();
        var injector = new PlannedInjector { OnSettle = () => stuck.Wait(AgentBench.Patience, token) };

        Used(injector).Dispose();

        injector.Calls.ShouldBe(["release"]);
        stuck.Set();
        AgentBench.Soon(() => injector.Calls.Contains("settle")).ShouldBeTrue();
    }

    [Fact]
    public void A_release_that_fails_is_told_and_cleaned_up_after()
    {
        var injector = new PlannedInjector { OnRelease = () => throw new InvalidOperationException("cannot let go") };

        Used(injector).Dispose();

        injector.Calls.ShouldBe(["release", "settle"]);
        Troubles().ShouldBe(["f: cannot let go"]);
    }

    [Fact]
    public void A_cleaning_up_that_fails_is_told()
    {
        Used(new PlannedInjector { OnSettle = () => throw new InvalidOperationException("cannot clean up") }).Dispose();

        AgentBench.Soon(() => Troubles().Count > 0).ShouldBeTrue();
        Troubles().ShouldBe(["cleaning up after f: cannot clean up"]);
    }

    [Fact]
    public void What_was_never_performed_can_be_disposed_of()
    {
        var fault = new ArmedFault("f", new ErrorFault { At = Site.Process }, 1, TimeProvider.System);

        fault.Dispose();

        fault.IsArmed.ShouldBeFalse();
    }

    private List<bool> Pattern(double rate)
    {
        var fault = Used(new PlannedInjector(), rate);
        return [.. Enumerable.Range(0, 64).Select(_ => fault.Hits(out var _))];
    }

    private ArmedFault Used(IInjector injector, double rate = 1)
    {
        var fault = new ArmedFault("f", new ErrorFault { At = Site.Process, Rate = new Ratio(rate) }, 1, TimeProvider.System);
        fault.Use(injector, janitor);
        return fault;
    }

    private void Trouble(string part, Exception failure)
    {
        lock (troubles)
        {
            troubles.Add($"{part}: {failure.Message}");
        }
    }

    private List<string> Troubles()
    {
        lock (troubles)
        {
            return [.. troubles];
        }
    }
}
