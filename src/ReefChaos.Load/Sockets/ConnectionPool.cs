namespace ReefChaos.Load.Sockets;

/// <summary>All connections to the target, open or closed. The one used last is used next, so that the others may age.</summary>
internal sealed class ConnectionPool(int max)
{
    private readonly List<Connection> all = [];
    private readonly Stack<Connection> closed = new();
    private readonly LinkedList<Connection> idle = new();

    /// <summary>One that is open and carries no request can be had, or a new one may be opened.</summary>
    public bool HasRoom => idle.First is not null || all.Count - closed.Count < max;

    /// <summary>That which an event is about; null where it was closed meanwhile.</summary>
    public Connection? Of(ulong key) => all[(int)(uint)key] is var connection && connection.Key == key && connection.Socket >= 0 ? connection : null;

    public Connection? TakeIdle()
    {
        if (idle.First is not { } recent)
        {
            return null;
        }

        idle.RemoveFirst();
        return recent.Value;
    }

    /// <summary>One to connect.</summary>
    public Connection TakeClosed()
    {
        if (!closed.TryPop(out var connection))
        {
            connection = new Connection(all.Count);
            all.Add(connection);
        }

        return connection;
    }

    /// <summary>It is open, and its request is done.</summary>
    public void Keep(Connection connection) => idle.AddFirst(connection.Idle);

    public void Close(Connection connection)
    {
        if (connection.Idle.List is not null)
        {
            idle.Remove(connection.Idle);
        }

        connection.Close();
        closed.Push(connection);
    }

    public void CloseAll() => all.ForEach(c => c.Close());
}
