using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load.NBomber;

/// <summary>One run of a load profile by NBomber, from its beginning to the generator's report.</summary>
internal sealed class DriverRun : ILoadRun
{
    /// <summary>How often pages are looked at: history may come so much later than it happened.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Past the timeout of the last request; what has not ended then never will.</summary>
    private const double DrainGrace = 2;

    private readonly ManualResetEventSlim never = new();
    private readonly DriverClock clock;
    private readonly Ledger ledger;
    private readonly HttpSender sender;
    private readonly Traveller traveller;
    private readonly LoadProfile profile;
    private readonly Driver driver;
    private readonly Action<Entry> emit;
    private int tick;

    /// <exception cref="NotSupportedException">The order asks for what NBomber cannot do.</exception>
    public DriverRun(BeginLoad begin, Driver driver, Action<Entry> emit)
    {
        profile = begin.Profile;
        if (NBomberLimits.Of(profile, begin.Slice) is { Count: > 0 } limits)
        {
            throw new NotSupportedException(string.Join(' ', limits));
        }

        this.driver = driver;
        this.emit = emit;
        clock = new DriverClock(begin.ZeroNanoseconds);
        ledger = new Ledger(new NthArrival(profile, begin.Seed));
        sender = new HttpSender(profile, begin.BaseUrl);
        traveller = new Traveller(profile, begin.Seed, clock, ledger, sender);
    }

    public void End(double atSeconds) => traveller.End = atSeconds;

    /// <exception cref="NotSupportedException">NBomber gave up before.</exception>
    public void Run()
    {
        var session = driver.Start(new SessionPlan(profile.Name, SessionPlan.Of(profile.Simulations), UntilZero, traveller.GoAsync));
        while (clock.Now < traveller.End)
        {
            Watch();
            MustGoOn(session);
        }

        session.Stop();
        while (ledger.InFlight > 0 && clock.Now < traveller.End + profile.Timeout.Value.TotalSeconds + DrainGrace)
        {
            Watch();
        }

        Publish(ledger.CloseAll(traveller.End, clock.Now));
        emit(ledger.Report(driver.Name, clock.Now));
    }

    public void Dispose()
    {
        sender.Dispose();
        never.Dispose();
    }

    private void MustGoOn(ISession session)
    {
        if (session.Ended.IsCompleted && clock.Now < traveller.End)
        {
            var why = session.Ended.Exception?.InnerException?.Message ?? "its session ended before the load did.";
            throw new NotSupportedException($"NBomber gave up: {why}");
        }
    }

    private Task UntilZero() =>
        clock.Now >= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(-clock.Now), TimeProvider.System, CancellationToken.None);

    private void Watch()
    {
        never.Wait(Look);
        Publish(ledger.Close(clock.Now, traveller.End));
        for (; clock.Now >= tick + 1; tick++)
        {
            emit(ledger.Tick(clock.Now));
        }
    }

    private void Publish(IReadOnlyList<LoadSecond> seconds)
    {
        foreach (var second in seconds)
        {
            emit(second);
        }
    }
}
