using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load;

/// <summary>One run of a load profile, from its beginning to the generator's report.</summary>
internal sealed class Worker : IDisposable
{
    /// <summary>How often books are looked at: history may come so much later than it happened.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Past the timeout of the last request; what has not ended then never will.</summary>
    private const double DrainGrace = 2;

    private readonly ManualResetEventSlim ended = new();
    private readonly Recorder recorder = new();
    private readonly RunClock clock;
    private readonly Sender sender;
    private readonly OpenLoop open;
    private readonly ClosedLoop closed;
    private readonly Pacer pacer;
    private readonly Action<Entry> emit;
    private readonly double timeout;

    public Worker(BeginLoad begin, Action<Entry> emit)
    {
        this.emit = emit;
        timeout = begin.Profile.Timeout.Value.TotalSeconds;
        var schedule = new ArrivalSchedule(begin.Profile, begin.Seed);
        clock = new RunClock(begin.ZeroNanoseconds);
        sender = new Sender(begin.Profile, begin.BaseUrl);
        open = new OpenLoop(clock, recorder, sender);
        closed = new ClosedLoop(clock, recorder, sender, schedule);
        pacer = new Pacer(clock, schedule.Arrivals(begin.Slice), open.Issue);
    }

    /// <summary>No request that is due at or after this second is sent.</summary>
    public void End(double atSeconds)
    {
        closed.End = atSeconds;
        pacer.End = atSeconds;
    }

    /// <summary>Returns once the end is ordered and reached, and all requests have ended or timed out.</summary>
    public void Run()
    {
        var meter = new ResourceMeter();
        var pacing = new Thread(pacer.Run) { IsBackground = true, Name = "pacer" };
        pacing.Start();
        var tick = 0;
        while (!IsOver())
        {
            ended.Wait(Look);
            closed.Adjust();
            Publish(recorder.Close(Math.Min(Math.Min(pacer.Passed, clock.Now), Math.Ceiling(pacer.End)), clock.Now));
            for (; clock.Now >= tick + 1; tick++)
            {
                emit(recorder.Tick(clock.Now));
            }
        }

        Publish(recorder.CloseAll(pacer.End, clock.Now));
        emit(recorder.Report(meter.Read(), clock.Now));
    }

    public void Dispose()
    {
        sender.Dispose();
        ended.Dispose();
    }

    private bool IsOver() =>
        clock.Now >= pacer.End
        && double.IsPositiveInfinity(pacer.Passed)
        && ((open.InFlight == 0 && closed.InFlight == 0) || clock.Now >= pacer.End + timeout + DrainGrace);

    private void Publish(IReadOnlyList<LoadSecond> seconds)
    {
        foreach (var second in seconds)
        {
            emit(second);
        }
    }
}
