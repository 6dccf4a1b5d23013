namespace ReefChaos.Engine.Running;

/// <summary>Seconds since the load began, on the machine's monotonic clock, which load worker and runner share.</summary>
internal sealed class ArmClock(TimeProvider time)
{
    /// <summary>Until the load begins, the clock counts from its making.</summary>
    public long Zero { get; set; } = time.GetTimestamp();

    public double Now => Of(time.GetTimestamp());

    public double Of(long timestamp) => (double)(timestamp - Zero) / time.TimestampFrequency;

    /// <summary>A timestamp so far from now.</summary>
    public long In(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    public async Task UntilAsync(double at, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(at - Now);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
