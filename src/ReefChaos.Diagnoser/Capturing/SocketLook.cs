using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Looks at a process's TCP connections in the kernel: an answer that came and that nobody fetched is there.</summary>
internal static class SocketLook
{
    private const string Established = "01";
    private const string Listening = "0A";

    private static readonly string[] Tables = ["net/tcp", "net/tcp6"];

    /// <summary>Connections that the process made, and how many of them have something to read.</summary>
    public static (int Made, int Unread) At(Procfs processes, int processId)
    {
        var own = processes.Sockets(processId);
        var all = Tables.SelectMany(f => Parse(processes.Read(processId, f))).ToList();
        var served = all.Where(c => c.State == Listening).Select(c => c.LocalPort).ToHashSet();
        var made = all.Where(c => c.State == Established && own.Contains(c.Inode) && !served.Contains(c.LocalPort)).ToList();
        return (made.Count, made.Count(c => c.Unread > 0));
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
