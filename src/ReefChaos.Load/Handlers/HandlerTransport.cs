using ReefChaos.Load.Running;
using ReefChaos.Load.Sockets;
using ReefChaos.Plans;

namespace ReefChaos.Load.Handlers;

/// <summary>The general path: HTTP/2, gRPC, a TLS handshake for each request, and systems other than Linux, by .NET's own HTTP handler, on the thread pool.</summary>
/// <remarks>
/// Limits: what waits within the handler for a connection or a stream counts as sent. A request without a body on a kept-alive
/// connection that the target drops before it answers is sent again by the handler, up to three times; only the last try is counted.
/// </remarks>
internal sealed class HandlerTransport : ITransport
{
    private readonly Alarm alarm = new();
    private readonly HttpMessageInvoker invoker;
    private readonly MessageFactory messages;
    private readonly Traffic traffic;
    private readonly RunClock clock;
    private bool prepared;

    public HandlerTransport(LoadProfile profile, Uri target, Traffic traffic, RunClock clock)
    {
        this.traffic = traffic;
        this.clock = clock;
        invoker = new HttpMessageInvoker(ClientHandler.For(profile, target));
        messages = new MessageFactory(profile.Http, target);
    }

    public int Cores => Environment.ProcessorCount;

    /// <remarks>The first is sent from the thread pool: a slow send must not delay the next start.</remarks>
    public void Send(Flight flight)
    {
        var errand = flight.Carrier as Errand;
        if (errand is null)
        {
            flight.Carrier = errand = new Errand(flight, traffic, clock, invoker, messages);
        }

        if (!errand.TryGoOn())
        {
            ThreadPool.UnsafeQueueUserWorkItem(errand, preferLocal: false);
        }
    }

    public void Abort(Flight flight)
    {
        if (flight.Carrier is Errand errand)
        {
            flight.Carrier = null;
            errand.Abandon();
        }
    }

    public void Wait(long until)
    {
        if (!prepared && OperatingSystem.IsLinux())
        {
            prepared = true;
            ThreadTiming.Sharpen();
        }

        alarm.Wait(clock.ToAbsolute(until));
    }

    public void Wake() => alarm.Wake();

    public void Dispose()
    {
        invoker.Dispose();
        alarm.Dispose();
    }
}
