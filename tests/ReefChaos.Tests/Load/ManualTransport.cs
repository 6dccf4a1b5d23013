using ReefChaos.Load.Running;

namespace ReefChaos.Tests.Load;

/// <summary>A transport in which time passes only while the driver waits; each request is answered after a time that the test says.</summary>
internal sealed class ManualTransport(ManualClock clock) : ITransport
{
    private readonly PriorityQueue<Flight, long> underWay = new();

    public Traffic Traffic { get; set; } = null!;

    /// <summary>Milliseconds until the answer of a request; null for never.</summary>
    public Func<Flight, double?> AnswersAfter { get; set; } = _ => 0.01;

    public Func<Flight, int> Status { get; set; } = _ => 200;

    /// <summary>Makes it fail at once with this kind.</summary>
    public Func<Flight, string?> Fails { get; set; } = _ => null;

    public List<(double Ms, long Ordinal, int Step)> Sent { get; } = [];

    public int Aborted { get; private set; }

    public int Cores => 1;

    public void Send(Flight flight)
    {
        Sent.Add((clock.Now / 1e6, flight.Ordinal, flight.StepIndex));
        Traffic.Departed(flight, clock.Now);
        if (Fails(flight) is { } kind)
        {
            Traffic.Failed(flight, kind, clock.Now);
        }
        else if (AnswersAfter(flight) is { } milliseconds)
        {
            underWay.Enqueue(flight, clock.Now + ManualClock.Ms(milliseconds));
        }
    }

    public void Abort(Flight flight) => Aborted++;

    public void Wait(long until)
    {
        if (underWay.TryPeek(out _, out var answered) && answered <= until)
        {
            clock.Time = Math.Max(clock.Time, answered);
            var flight = underWay.Dequeue();
            flight.Answer.Clear(0);
            flight.Answer.Status = Status(flight);
            lock (Traffic.Gate)
            {
                Traffic.Answered(flight, clock.Now);
            }
        }
        else
        {
            clock.Time = Math.Max(clock.Time, until);
        }
    }

    public void Wake()
    {
    }

    public void Dispose()
    {
    }
}
