using Microsoft.AspNetCore.Http;
using ReefChaos.Engine.Running.Dependencies.Faults;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>A fault at a dependency, from arming until it is disarmed or its lease runs out; its counts stay readable after that.</summary>
internal sealed class ArmedFault : IDisposable
{
    private readonly ArmOrder order;
    private readonly IDependencyInjector injector;
    private readonly FaultLine line;
    private readonly CancellationTokenSource disarmed = new();
    private readonly ITimer lease;
    private readonly Lock gate = new();
    private long calls;
    private long injections;
    private bool expired;

    public ArmedFault(ArmOrder order, IDependencyInjector injector, FaultLine line, TimeProvider time)
    {
        this.order = order;
        this.injector = injector;
        this.line = line;
        lease = time.CreateTimer(_ => End(byLease: true), null, TimeSpan.FromMilliseconds(order.LeaseMs), Timeout.InfiniteTimeSpan);
        line.Add(this);
    }

    public bool Armed => !disarmed.IsCancellationRequested;

    public FaultStatus Status => new(order.Id, Armed, expired, Interlocked.Read(ref calls), Interlocked.Read(ref injections));

    /// <summary>Which calls are hit follows from the seed and their ordinals alone, whatever the order in which they end.</summary>
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var ordinal = (ulong)(Interlocked.Increment(ref calls) - 1);
        if (Chance.Draw(order.Seed, ordinal) >= order.Fault.Rate.Value)
        {
            return next(http);
        }

        Interlocked.Increment(ref injections);
        return injector.InjectAsync(new Injection(http, next, ordinal, disarmed.Token));
    }

    public void Renew(TimeSpan length)
    {
        lock (gate)
        {
            if (Armed)
            {
                lease.Change(length, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Disarms it.</summary>
    public void Dispose() => End(byLease: false);

    private void End(bool byLease)
    {
        lock (gate)
        {
            if (!Armed)
            {
                return;
            }

            expired = byLease;
            lease.Dispose();
            line.Remove(this);

            // Not on this thread: it runs what thousands of hanging requests wait to do.
            _ = disarmed.CancelAsync();
        }
    }
}
