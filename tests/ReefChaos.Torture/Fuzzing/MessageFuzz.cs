using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ReefChaos.Agent;
using ReefChaos.Agent.Hook;
using ReefChaos.Engine.Running;
using ReefChaos.Faults;
using ReefChaos.Histories;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>
/// Damaged, oversized, slow, halved and replayed messages to a live agent, and from one: each side refuses them, the agent stays reachable
/// for its own runner, and nothing stays armed.
/// </summary>
internal sealed class MessageFuzz : IFuzz
{
    private const string Token = "the-token-of-this-run";
    private const int Patience = 8000;

    private static readonly FaultPoint Point = FaultPoint.Named("fuzzed");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reef-fuzz-");
    private readonly AgentHost agent;

    public MessageFuzz()
    {
        agent = new AgentHost(new AgentSettings(SocketPath, Token, AllowProduction: false), TimeProvider.System);
        agent.Environment.Add("Development");
        agent.Start();
    }

    private string SocketPath => Path.Combine(folder.FullName, "agent.sock");

    private static AgentOrder[] Orders =>
    [
        new HelloOrder(Token),
        new ArmOrder("fuzzed-1", new ErrorFault { At = new Site(SiteKind.FaultPoint, "fuzzed") }, 7, 60_000),
        new RenewOrder(3000),
        new StatusOrder(),
        new LookOrder(),
        new DisarmOrder("fuzzed-1"),
    ];

    private static AgentReply[] Replies =>
    [
        new WelcomeReply(17, ".NET 10", new RuntimeFacts(1, 201_326_592, 1, ServerGc: false, 1, 32_767), "Development"),
        new StatusReply([new FaultStatus("a", Armed: true, Expired: false, 1, 1)], ["a part: it failed"]),
        new RefusedReply("no"),
        new DoneReply(),
    ];

    public void Dispose()
    {
        agent.Dispose();
        folder.Delete(recursive: true);
    }

    public bool Refused(ulong seed)
    {
        var mutator = new Mutator(seed);
        var refused = mutator.Below(2) == 0 ? ReplyRefused(mutator) : OrdersRefused(mutator);
        Answers();
        return refused;
    }

    /// <summary>What a broken agent sends to its runner.</summary>
    private static bool ReplyRefused(Mutator mutator)
    {
        var lines = new LineStream(new MemoryStream(mutator.Bytes(Line(mutator.One(Replies)))));
        try
        {
            while (true)
            {
                // From memory, so that nothing is waited for.
                _ = lines.ReadAsync<AgentReply>(CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return e is InvalidDataException;
        }
    }

    /// <summary>What a broken or hostile runner sends to the agent.</summary>
    private bool OrdersRefused(Mutator mutator)
    {
        using var socket = Connect();
        using var stream = new NetworkStream(socket);
        try
        {
            Send(stream, mutator);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // The agent hung up in the middle, as it may.
        }

        var refused = false;
        try
        {
            using var lines = new LineChannel(stream);
            while (lines.Read<AgentReply>() is { } reply)
            {
                refused |= reply is RefusedReply;
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // Closed with something of ours unread.
        }

        return refused;
    }

    private static void Send(NetworkStream stream, Mutator mutator)
    {
        var orders = Orders;
        var damaged = mutator.Below(orders.Length);
        for (var i = 0; i < orders.Length; i++)
        {
            var line = Line(orders[i]);
            switch (i == damaged ? mutator.Below(64) : -1)
            {
                case 0:
                    stream.Write(new byte[LineChannel.MaxLineBytes + mutator.Below(LineChannel.MaxLineBytes)]);
                    return;
                case < 8 and > 0:
                    stream.Write(line.AsSpan(0, mutator.Below(line.Length)));
                    return;
                case < 16 and >= 8:
                    stream.Write(line);
                    stream.Write(line);
                    break;
                case < 20 and >= 16:
                    foreach (var b in line)
                    {
                        stream.WriteByte(b);
                    }

                    break;
                case >= 20:
                    stream.Write(mutator.Bytes(line));
                    break;
                default:
                    stream.Write(line);
                    break;
            }
        }
    }

    /// <exception cref="FuzzException">Its own runner is not served, or something stayed armed.</exception>
    private void Answers()
    {
        if (!SpinWait.SpinUntil(() => Point.Handler is null, Patience))
        {
            throw new FuzzException("a fault stayed armed after its connection had closed");
        }

        var served = SpinWait.SpinUntil(() =>
        {
            using var lines = new LineChannel(new NetworkStream(Connect(), ownsSocket: true));
            try
            {
                lines.Write<AgentOrder>(new HelloOrder(Token));
                return lines.Read<AgentReply>() is WelcomeReply;
            }
            catch (IOException)
            {
                return false;
            }
        }, Patience);
        if (!served)
        {
            throw new FuzzException("the agent serves its own runner no more");
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = Patience, SendTimeout = Patience };
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    private static byte[] Line<T>(T message) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message, ReefJson.Line) + "\n");
}
