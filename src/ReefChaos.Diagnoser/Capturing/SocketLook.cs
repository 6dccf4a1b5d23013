using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <param name="Made">Connections that the process made itself.</param>
/// <param name="Unread">How many of them have something to read.</param>
/// <param name="Taken">Connections that others made to it, also those that it has not accepted yet: until then they are nobody's in the kernel's table.</param>
internal sealed record ConnectionsSeen(int Made, int Unread, int Taken)
{
    public ConnectionSignals Until(ConnectionsSeen later) => new(later.Made, later.Unread) { Taken = new Change(Taken, later.Taken) };
}

/// <summary>Looks at a process's TCP connections in the kernel: an answer that came and that nobody fetched is there.</summary>
internal static class SocketLook
{
    private const string Established = "01";
    private const string Listening = "0A";

    private static readonly string[] Tables = ["net/tcp", "net/tcp6"];

    public static ConnectionsSeen At(Procfs processes, int processId)
    {
        var own = processes.Sockets(processId);
        var all = Tables.SelectMany(f => Parse(processes.Read(processId, f))).ToList();
        var served = all.Where(c => c.State == Listening && own.Contains(c.Inode)).Select(c => c.LocalPort).ToHashSet();
        var open = all.Where(c => c.State == Established).ToLookup(c => served.Contains(c.LocalPort));
        var made = open[false].Where(c => own.Contains(c.Inode)).ToList();
        return new ConnectionsSeen(made.Count, made.Count(c => c.Unread > 0), open[true].Count());
    }

    /// <summary>The lines of the kernel's table of TCP sockets.</summary>
    public static IEnumerable<(int LocalPort, string State, long Unread, string Inode)> Parse(string? table)
    {
        foreach (var line in (table ?? "").Split('\n').Skip(1))
        {
            // Number, local address, remote address, state, bytes to send and to read, timer, retransmits, user, timeouts, inode.
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, var state, var bytes, _, _, _, _, var inode, ..]
                && Hex(local) is { } port && Hex(bytes) is { } unread)
            {
                yield return ((int)port, state, unread, inode);
            }
        }
    }

    /// <summary>What is behind the colon.</summary>
    private static long? Hex(string pair) =>
        pair.IndexOf(':') is >= 0 and var at && long.TryParse(pair.AsSpan(at + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : null;
}
