using ReefChaos.Load.Recording;
using ReefChaos.Load.Requests;

namespace ReefChaos.Load.Running;

/// <summary>One journey under way, and of it the request that is out now. Used again for another when it is over.</summary>
internal sealed class Flight
{
    public Flight()
    {
        InTime = new LinkedListNode<Flight>(this);
        Waiting = new LinkedListNode<Flight>(this);
    }

    public CompiledJourney Journey { get; set; } = null!;

    public int StepIndex { get; set; }

    public Step Step => Journey.Steps[StepIndex];

    public long Ordinal { get; set; }

    /// <summary>Which copy of a closed loop it is; -1 for an open loop.</summary>
    public int Copy { get; set; }

    /// <summary>The schedule says when its request is due, and not the answer before it alone.</summary>
    public bool IsPaced => StepIndex == 0 ? Copy < 0 || Step.Think > 0 : Step.Think > 0;

    /// <summary>Where its request stands; null when none is out.</summary>
    public Book? Book { get; set; }

    public long IntendedAt { get; set; }

    /// <summary>When it was handed to the transport; its timeout counts from here.</summary>
    public long HandedAt { get; set; }

    /// <summary>When it was sent: later than <see cref="HandedAt"/> where it had to wait for a connection.</summary>
    public long SentAt { get; set; }

    /// <summary>It counts as sent in the generator's report.</summary>
    public bool Departed { get; set; }

    /// <summary>Its place among the requests that may time out.</summary>
    public LinkedListNode<Flight> InTime { get; }

    /// <summary>Its place among the requests that wait for a connection.</summary>
    public LinkedListNode<Flight> Waiting { get; }

    /// <summary>What carries its request: the transport's own affair.</summary>
    public object? Carrier { get; set; }

    public Answer Answer { get; set; } = new();

    public Values Values { get; } = new();
}
