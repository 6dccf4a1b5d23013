using ReefChaos.Histories;
using ReefChaos.Load.Recording;
using ReefChaos.Load.Requests;
using ReefChaos.Plans;

namespace ReefChaos.Load.Running;

/// <summary>All journeys under way: what each sends next, and when. The books hear of it from here.</summary>
/// <remarks>Whoever calls holds the <paramref name="gate"/>; where one thread does everything that costs next to nothing.</remarks>
internal sealed class Traffic(RunClock clock, Recorder recorder, IReadOnlyList<CompiledJourney> journeys, Copies copies, long timeout, Lock gate)
{
    /// <summary>More under way than this would measure the load worker itself, and exhaust its sockets.</summary>
    public const int MaxInFlight = 10_000;

    /// <summary>A copy whose request could not even be asked waits so long: refusals come back at once, and would make a busy loop of it.</summary>
    private const long AfterRefusal = 10_000_000;

    private readonly Stack<Flight> spare = new();
    private readonly LinkedList<Flight> inTime = new();
    private readonly PriorityQueue<Flight, long> thinking = new();

    public Lock Gate => gate;

    public ITransport Transport { get; set; } = null!;

    /// <summary>Nothing that is due at or after this instant is sent.</summary>
    public long End { get; set; } = long.MaxValue;

    public bool HasCopies => copies.Any;

    /// <summary>Journeys whose request is out, or to come after a pause.</summary>
    public int InFlight { get; private set; }

    /// <summary>What the worker itself lacked when it could not send, once.</summary>
    public string? Lack { get; private set; }

    /// <summary>The next instant at which there is something to do.</summary>
    public long NextDue => Math.Min(NextThought, inTime.First is { } first ? first.Value.HandedAt + timeout : long.MaxValue);

    /// <summary>When the next pause of a journey is over.</summary>
    public long NextThought => thinking.TryPeek(out _, out var at) ? at : long.MaxValue;

    /// <summary>Begins a journey of the open loop at its intended start.</summary>
    public void Begin(Arrival arrival)
    {
        var at = RunClock.Nanoseconds(arrival.AtSeconds);
        if (InFlight >= MaxInFlight)
        {
            recorder.Unsent(recorder.Due(at), sent: false);
            return;
        }

        Begin(Take(copy: -1), arrival.Ordinal, arrival.Journey, at);
    }

    /// <summary>Begins as many copies of the closed loop as there are to be by now.</summary>
    public void Adjust(long now)
    {
        while (now < End && copies.TryStart(now, out var copy))
        {
            Repeat(Take(copy), now);
        }
    }

    /// <summary>Sends what has been thought about, and gives up on what takes too long.</summary>
    public void Attend(long now)
    {
        // At the end nobody thinks on: what is due later is not sent.
        while (NextThought <= now || (now >= End && thinking.Count > 0))
        {
            var at = NextThought;
            var flight = thinking.Dequeue();
            if (flight.Book is null && flight.StepIndex < 0)
            {
                Repeat(flight, now);
            }
            else
            {
                Send(flight, at);
            }
        }

        while (inTime.First is { } first && first.Value.HandedAt + timeout <= now)
        {
            var flight = first.Value;
            Transport.Abort(flight);
            Failed(flight, FailureKinds.Timeout, now);
        }
    }

    /// <summary>It goes out at this instant, or would if there were a connection.</summary>
    public void Departed(Flight flight, long now)
    {
        flight.Departed = true;
        flight.SentAt = now;
        recorder.Sent();
        if (flight.IsPaced)
        {
            recorder.Late(now - flight.IntendedAt);
        }
    }

    /// <summary>The whole answer is here, and lies in the flight.</summary>
    public void Answered(Flight flight, long now)
    {
        var failure = flight.Step.Judge(flight);
        Ended(flight, failure, now);
        if (failure is not null || flight.StepIndex + 1 == flight.Journey.Steps.Count)
        {
            Finish(flight, now, pause: false);
            return;
        }

        flight.StepIndex++;
        if (flight.Step.Think == 0)
        {
            Send(flight, now);
        }
        else
        {
            Think(flight, now + flight.Step.Think);
        }
    }

    /// <summary>There is no answer, or none that can be read.</summary>
    public void Failed(Flight flight, string kind, long now)
    {
        Ended(flight, kind, now);
        Finish(flight, now, pause: kind != FailureKinds.Timeout);
    }

    /// <summary>It was not sent, for want of something that the worker needs.</summary>
    public void Unsent(Flight flight, string lack, long now)
    {
        Lack ??= lack;
        inTime.Remove(flight.InTime);
        recorder.Unsent(flight.Book!, flight.Departed);
        Finish(flight, now, pause: true);
    }

    private Flight Take(int copy)
    {
        InFlight++;
        var flight = spare.TryPop(out var used) ? used : new Flight();
        flight.Copy = copy;
        return flight;
    }

    private void Begin(Flight flight, long ordinal, int journey, long at)
    {
        flight.Journey = journeys[journey];
        flight.Ordinal = ordinal;
        flight.StepIndex = 0;
        flight.Values.Clear();
        if (flight.Copy < 0 || flight.Step.Think == 0)
        {
            Send(flight, at);
        }
        else
        {
            Think(flight, at + flight.Step.Think);
        }
    }

    private void Send(Flight flight, long intended)
    {
        if (intended >= End)
        {
            Land(flight);
            return;
        }

        flight.IntendedAt = intended;
        flight.HandedAt = flight.SentAt = clock.Now;
        flight.Departed = false;
        flight.Book = recorder.Due(intended);
        inTime.AddLast(flight.InTime);
        Transport.Send(flight);
    }

    private void Ended(Flight flight, string? failure, long now)
    {
        inTime.Remove(flight.InTime);
        recorder.Ended(flight.Book!, failure, now - flight.IntendedAt, now - flight.SentAt);
        flight.Book = null;
    }

    private void Think(Flight flight, long until)
    {
        var earlier = until < NextThought;
        thinking.Enqueue(flight, until);
        if (earlier)
        {
            Transport.Wake();
        }
    }

    /// <param name="pause">The target did not take the request.</param>
    private void Finish(Flight flight, long now, bool pause)
    {
        flight.Book = null;
        if (flight.Copy < 0)
        {
            Land(flight);
        }
        else if (pause)
        {
            flight.StepIndex = -1;
            Think(flight, now + AfterRefusal);
        }
        else
        {
            Repeat(flight, now);
        }
    }

    /// <summary>The next journey of a copy, or its end.</summary>
    private void Repeat(Flight flight, long now)
    {
        if (now < End && copies.TryContinue(flight.Copy, now, out var ordinal, out var journey))
        {
            Begin(flight, ordinal, journey, now);
        }
        else
        {
            Land(flight);
        }
    }

    private void Land(Flight flight)
    {
        if (flight.Copy >= 0)
        {
            copies.Stopped(flight.Copy);
        }

        InFlight--;
        spare.Push(flight);
    }
}
