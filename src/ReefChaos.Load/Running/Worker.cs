using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ReefChaos.Histories;
using ReefChaos.Load.Handlers;
using ReefChaos.Load.Recording;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Sockets;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load.Running;

/// <summary>One run of a load profile, from its beginning to the generator's report.</summary>
internal sealed class Worker : ILoadRun
{
    private const long GarbageBytes = 2 << 20;

    private readonly BlockingCollection<Func<Entry>> publications = [];
    private readonly Recorder recorder = new();
    private readonly RunClock clock;
    private readonly ITransport transport;
    private readonly IEnumerator<Arrival> arrivals;
    private readonly Driver driver;
    private readonly Action<Entry> emit;
    private ExceptionDispatchInfo? failure;
    private long collectedAt;

    /// <param name="general">Takes the general path also where the fast one would do.</param>
    public Worker(BeginLoad begin, Action<Entry> emit, bool general = false)
    {
        this.emit = emit;
        var profile = begin.Profile;
        var target = Address(begin.BaseUrl, profile.Http);
        var timeout = RunClock.Nanoseconds(profile.Timeout.Value.TotalSeconds);
        var schedule = new ArrivalSchedule(profile, begin.Seed);
        clock = new RunClock(begin.ZeroNanoseconds);
        var journeys = profile.Journeys.Select(j => CompiledJourney.Of(j, profile, target, begin.Seed)).ToList();
        var traffic = new Traffic(clock, recorder, journeys, new Copies(schedule, begin.Slice), timeout, new Lock());
        transport = !general && SocketTransport.Serves(profile, target)
            ? new SocketTransport(profile, target, traffic, clock)
            : new HandlerTransport(profile, target, traffic, clock);
        traffic.Transport = transport;
        arrivals = schedule.Arrivals(begin.Slice).GetEnumerator();
        driver = new Driver(clock, traffic, recorder, arrivals, timeout, publications.Add);
    }

    public void End(double atSeconds) => driver.End = RunClock.Nanoseconds(atSeconds);

    /// <remarks>What is recorded becomes text on this thread, and waits here if nobody reads it: the driver's must never.</remarks>
    public void Run()
    {
        var meter = new ResourceMeter();
        var driving = new Thread(Drive) { IsBackground = true, Name = "load" };
        driving.Start();
        collectedAt = GC.GetAllocatedBytesForCurrentThread();
        foreach (var publication in publications.GetConsumingEnumerable())
        {
            emit(publication());
            CollectGarbage();
        }

        driving.Join();
        failure?.Throw();
        emit(recorder.Report(meter.Read(), transport.Cores, RunClock.Seconds(clock.Now)));
    }

    public void Dispose()
    {
        transport.Dispose();
        arrivals.Dispose();
        publications.Dispose();
    }

    /// <summary>Only texts are garbage here. Collected little by little they cost less than a millisecond, and memory stays flat.</summary>
    private void CollectGarbage()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - collectedAt >= GarbageBytes)
        {
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            collectedAt = allocated;
        }
    }

    /// <summary>TLS settings make an address secure that does not say so itself.</summary>
    private static Uri Address(string baseUrl, HttpSettings http)
    {
        var address = new Uri(baseUrl);
        return http.Tls is null || address.Scheme == Uri.UriSchemeHttps
            ? address
            : new UriBuilder(Uri.UriSchemeHttps, address.Host, address.Port, address.AbsolutePath).Uri;
    }

    private void Drive()
    {
        try
        {
            driver.Run();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            publications.CompleteAdding();
        }
    }
}
