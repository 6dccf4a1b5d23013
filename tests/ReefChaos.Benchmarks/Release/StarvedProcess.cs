using System.Diagnostics;
using System.Globalization;
using ReefChaos.Agent;
using ReefChaos.Agent.Control;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Wire;

namespace ReefChaos.Benchmarks.Release;

/// <summary>The process that is exhausted, with an agent in it whose leases nobody renews. Usage: <c>release-victim MODE TIMES</c>.</summary>
/// <remarks>
/// Prints a line for each time: milliseconds past the lease until the fault let go, until a thread that it held had gone on, until all was given
/// back, and until a thread woke that only slept as long; work queued in the pool within the lease; and cores used meanwhile.
/// </remarks>
internal static class StarvedProcess
{
    public static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    public static int Run(string[] args)
    {
        var (mode, times) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        using var sites = new SiteMap();
        var troubles = new Troubles();
        var environment = new TargetEnvironment(allowProduction: false);
        environment.Add("Development");
        using var janitor = new Janitor(troubles.Add);
        using var keeper = new LeaseKeeper(TimeProvider.System);
        keeper.StartThread();
        var desk = new OrderDesk(sites, environment, troubles, keeper, janitor, TimeProvider.System);
        var ordeal = Ordeals.Of(mode, sites);
        using var starvation = new Starvation(ordeal.Request);
        for (var time = 1; time <= times; time++)
        {
            Console.WriteLine(Once(time, ordeal, desk, keeper, starvation));
        }

        return 0;
    }

    private static string Once(int time, Ordeal ordeal, OrderDesk desk, LeaseKeeper keeper, Starvation starvation)
    {
        var mine = new List<ArmedFault>();
        desk.Answer(new ArmOrder($"fault-{time}", ordeal.Fault, Seed: 1, (int)Long.TotalMilliseconds), mine);
        var armed = mine[0];
        var (letGo, free) = (0L, 0L);
        var watch = new Thread(() =>
        {
            armed.Gate.Wait(Gate.Longest);
            letGo = Stopwatch.GetTimestamp();
        });
        watch.Start();
        var witness = new Thread(() =>
        {
            ordeal.Witness(armed);
            free = Stopwatch.GetTimestamp();
        });
        starvation.Flooding(true);
        witness.Start();
        SpinWait.SpinUntil(() => ordeal.Bites(armed));
        Thread.Sleep(Settling);

        // Before the order, so that what the order itself takes counts as lateness too. It comes from outside: to make it, or its answer, needs no memory of this process.
        var used = Environment.CpuUsage.TotalTime;
        var renewed = Stopwatch.GetTimestamp();
        keeper.Renew(Lease);
        Thread.Sleep(Lease / 2);
        var queued = ThreadPool.PendingWorkItemCount;
        var left = Lease - Stopwatch.GetElapsedTime(renewed);
        Thread.Sleep(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        var slept = Stopwatch.GetTimestamp();
        watch.Join();
        witness.Join();
        var cores = (Environment.CpuUsage.TotalTime - used) / Stopwatch.GetElapsedTime(renewed);
        starvation.Flooding(false);
        ordeal.AwaitAllGivenBack();
        var back = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(static () => ThreadPool.PendingWorkItemCount == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Late(letGo):0.0} {Late(free):0.0} {Late(back):0.0} {Late(slept):0.0} {queued} {cores:0.00}");

        double Late(long at) => (Stopwatch.GetElapsedTime(renewed, at) - Lease).TotalMilliseconds;
    }
}
