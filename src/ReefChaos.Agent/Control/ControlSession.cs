using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ReefChaos.Agent.Lease;
using ReefChaos.Wire;

namespace ReefChaos.Agent.Control;

/// <summary>One connection of a runner. When it closes, what it armed is disarmed.</summary>
internal sealed class ControlSession(Socket connection, string token, OrderDesk desk) : IDisposable
{
    public static readonly TimeSpan HelloLimit = TimeSpan.FromSeconds(1);

    private readonly DeadlineStream stream = new(connection, HelloLimit);
    private readonly List<ArmedFault> mine = [];

    public void Run()
    {
        var lines = new LineChannel(stream);
        try
        {
            if (Greet(lines))
            {
                stream.LiftDeadline();
                Serve(lines);
            }
        }
        catch (InvalidDataException e)
        {
            Refuse(lines, e.Message);
        }
        catch (IOException)
        {
            // The runner is gone, or said no hello in time.
        }
    }

    public void Dispose()
    {
        desk.Disarm(mine);
        stream.Dispose();
    }

    private bool Greet(LineChannel lines)
    {
        var first = lines.Read<AgentOrder>();
        if (first is HelloOrder { Token: not null } hello && IsToken(hello.Token))
        {
            if (hello.Version == AgentEnvironment.ProtocolVersion)
            {
                lines.Write<AgentReply>(desk.Welcome());
                return true;
            }

            Refuse(lines, $"The agent speaks version {AgentEnvironment.ProtocolVersion}, not {hello.Version}: use the runner that it came with.");
        }
        else if (first is not null)
        {
            Refuse(lines, "The first order must be hello with this run's token.");
        }

        return false;
    }

    private void Serve(LineChannel lines)
    {
        while (lines.Read<AgentOrder>() is { } order)
        {
            lines.Write<AgentReply>(Answer(order));
        }
    }

    private AgentReply Answer(AgentOrder order)
    {
        try
        {
            return desk.Answer(order, mine);
        }
        catch (RefusedException e)
        {
            return new RefusedReply(e.Message);
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            return new RefusedReply($"The agent failed: {e.GetType().Name}: {e.Message}");
        }
    }

    private static void Refuse(LineChannel lines, string why)
    {
        try
        {
            lines.Write<AgentReply>(new RefusedReply(why));
        }
        catch (IOException)
        {
            // It was told as far as it listened.
        }
    }

    private bool IsToken(string claimed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claimed), Encoding.UTF8.GetBytes(token));
}
