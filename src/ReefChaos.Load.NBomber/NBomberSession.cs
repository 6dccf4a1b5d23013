using NBomber.Contracts;
using NBomber.CSharp;
using NBomberSimulation = NBomber.CSharp.Simulation;
using ReefChaos.Plans;
using Serilog;

namespace ReefChaos.Load.NBomber;

/// <summary>The only file that knows NBomber: one scenario of it, run by its own scheduler.</summary>
/// <remarks>
/// It uses what NBomber 4, 5 and 6 have in common, so nothing of NBomber's own figures: each invocation is timed by us. Limit: NBomber
/// ends its session some seconds after its load, so nobody waits for that.
/// </remarks>
internal sealed class NBomberSession : ISession
{
#if NBOMBER_5
    /// <summary>Holds the key that NBomber wants from organisations, from version 5 on.</summary>
    private const string LicenseVariable = "REEFCHAOS_NBOMBER_LICENSE";
#endif

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IScenarioContext? context;

    private NBomberSession()
    {
    }

    public static string Name => $"NBomber {typeof(NBomberRunner).Assembly.GetName().Version?.ToString(3)}";

    public Task Ended => ended.Task;

    public static ISession Start(SessionPlan plan)
    {
        var session = new NBomberSession();
        new Thread(() => session.Run(plan)) { IsBackground = true, Name = "NBomber" }.Start();
        return session;
    }

    /// <summary>Before the first invocation there is nothing to stop it by; the process's end does that.</summary>
    public void Stop() => Volatile.Read(ref context)?.StopCurrentTest("the load is over");

    private void Run(SessionPlan plan)
    {
        try
        {
            var scenario = Scenario.Create(plan.Name, async current =>
                {
                    Volatile.Write(ref context, current);
                    return await plan.Invoke().ConfigureAwait(false) ? (IResponse)Response.Ok() : Response.Fail();
                })
                .WithInit(_ => plan.UntilZero())
                .WithoutWarmUp()
                .WithMaxFailCount(int.MaxValue)
                .WithLoadSimulations([.. plan.Simulations.Select(Of)]);
            Run(scenario);
            ended.TrySetResult();
        }
        catch (Exception e)
        {
            ended.TrySetException(e);
        }
    }

    /// <summary>No reports and no log file. The folder is named all the same, since NBomber deletes the one that it is given.</summary>
    private static void Run(ScenarioProps scenario)
    {
        var runner = NBomberRunner
            .RegisterScenarios(scenario)
            .WithoutReports()
            .WithReportFolder(Path.Combine(Path.GetTempPath(), $"reefchaos-nbomber-{Guid.NewGuid():n}"))
            .WithLoggerConfig(() => new LoggerConfiguration());
#if NBOMBER_5
        if (Environment.GetEnvironmentVariable(LicenseVariable) is { Length: > 0 } key)
        {
            runner = runner.WithLicense(key);
        }
#endif
#if NBOMBER_5_8
        runner = runner.DisplayConsoleMetrics(false);
#endif
        runner.Run();
    }

    private static LoadSimulation Of(Plans.Simulation s) => s.Kind switch
    {
        SimulationKind.Inject => NBomberSimulation.Inject(s.Rate, s.Interval.Value, s.During.Value),
        SimulationKind.InjectRandom => NBomberSimulation.InjectRandom(s.Rate, s.MaxRate, s.Interval.Value, s.During.Value),
        SimulationKind.RampingInject => NBomberSimulation.RampingInject(s.Rate, s.Interval.Value, s.During.Value),
        SimulationKind.KeepConstant => NBomberSimulation.KeepConstant(s.Rate, s.During.Value),
        SimulationKind.RampingConstant => NBomberSimulation.RampingConstant(s.Rate, s.During.Value),
        SimulationKind.Pause => NBomberSimulation.Pause(s.During.Value),
        _ => throw new NotSupportedException($"NBomber has no {s.Kind}."),
    };
}
