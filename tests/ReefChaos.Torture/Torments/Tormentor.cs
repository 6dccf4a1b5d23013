namespace ReefChaos.Torture.Torments;

/// <summary>Does a torment to a run.</summary>
internal sealed class Tormentor(Family family, FullDisk disk, FalseClock clock)
{
    private const string AgentSocket = "agent";
    private static readonly TimeSpan Stopped = TimeSpan.FromMilliseconds(90);
    private static readonly TimeSpan Running = TimeSpan.FromMilliseconds(10);

    /// <summary>False where there was nothing to do it to at that moment.</summary>
    public async Task<bool> DoAsync(Torment torment, CancellationToken cancellationToken)
    {
        switch (torment.Deed)
        {
            case Deed.Sever:
                return await family.FindAsync(Victim.Target, cancellationToken) is { } target && Connections.ShutDown(target, AgentSocket) > 0;
            case Deed.FillDisk:
                return disk.Fill();
            case Deed.JumpClock:
                return clock.Set(torment.Jump);
            default:
                return await family.FindAsync(torment.Victim, cancellationToken) is { } victim && await SignalAsync(victim, torment, cancellationToken);
        }
    }

    private static async Task<bool> SignalAsync(int victim, Torment torment, CancellationToken cancellationToken)
    {
        if (torment.Deed == Deed.Kill)
        {
            return Libc.Signal(victim, Libc.Kill);
        }

        var (stopped, running) = torment.Deed == Deed.Freeze ? (torment.Lasts, TimeSpan.Zero) : (Stopped, Running);
        var end = TimeProvider.System.GetTimestamp() + (long)(torment.Lasts.TotalSeconds * TimeProvider.System.TimestampFrequency);
        try
        {
            do
            {
                if (!Libc.Signal(victim, Libc.Stop))
                {
                    return false;
                }

                await Task.Delay(stopped, cancellationToken);
                Libc.Signal(victim, Libc.Continue);
                await Task.Delay(running, cancellationToken);
            }
            while (TimeProvider.System.GetTimestamp() < end);
        }
        finally
        {
            Libc.Signal(victim, Libc.Continue);
        }

        return true;
    }
}
