using ReefChaos.Load.Running;

namespace ReefChaos.Load.Sockets;

/// <summary>A socket to the target, and the request on it.</summary>
internal sealed class Connection
{
    public Connection(int slot)
    {
        Slot = slot;
        Idle = new LinkedListNode<Connection>(this);
    }

    public int Slot { get; }

    /// <summary>Rises with each socket in this slot, so that an event of the one before is known as such.</summary>
    public uint Generation { get; set; }

    public ulong Key => ((ulong)Generation << 32) | (uint)Slot;

    /// <summary>-1 when closed.</summary>
    public int Socket { get; set; } = -1;

    /// <summary>Null while it is idle.</summary>
    public Flight? Flight { get; set; }

    public bool IsConnecting { get; set; }

    /// <summary>Which of the target's addresses it tries, or has.</summary>
    public int Address { get; set; }

    public ResponseParser Parser { get; } = new();

    /// <summary>Its place among the idle ones.</summary>
    public LinkedListNode<Connection> Idle { get; }

    /// <summary>What the socket has not taken yet.</summary>
    public byte[] Unwritten { get; set; } = [];

    public int UnwrittenStart { get; set; }

    public int UnwrittenEnd { get; set; }
}
