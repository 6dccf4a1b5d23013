using ReefChaos.Histories;
using ReefChaos.Load.Recording;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Load;

/// <summary>A whole run of a profile without sockets and without waiting.</summary>
internal sealed class ManualRun
{
    private readonly ManualClock clock = new();
    private readonly Recorder recorder = new();
    private readonly Driver driver;

    public ManualRun(LoadProfile profile, LoadSlice? slice = null, ulong seed = 42)
    {
        var schedule = new ArrivalSchedule(profile, seed);
        var timeout = (long)(profile.Timeout.Value.TotalSeconds * 1e9);
        var target = new Uri("http://target");
        Transport = new ManualTransport(clock);
        Traffic = new Traffic(
            clock, recorder, [.. profile.Journeys.Select(j => CompiledJourney.Of(j, profile, target, seed))],
            new Copies(schedule, slice ?? LoadSlice.Whole), timeout, new Lock())
        {
            Transport = Transport,
        };
        Transport.Traffic = Traffic;
        driver = new Driver(clock, Traffic, recorder, schedule.Arrivals(slice ?? LoadSlice.Whole).GetEnumerator(), timeout, make => Entries.Add(make()));
    }

    public ManualTransport Transport { get; }

    public Traffic Traffic { get; }

    public List<Entry> Entries { get; } = [];

    public IEnumerable<LoadSecond> Seconds => Entries.OfType<LoadSecond>();

    public GeneratorReport Report => recorder.Report(default, 1, 0);

    public Dictionary<string, long> Failures => Seconds.SelectMany(s => s.Failures).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));

    public ManualRun To(double seconds, double from = 0)
    {
        clock.Time = RunClock.Nanoseconds(from);
        driver.End = RunClock.Nanoseconds(seconds);
        driver.Run();
        return this;
    }
}
