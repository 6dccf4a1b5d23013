using System.Net;
using ReefChaos.Engine.Running.Dependencies;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Load;

/// <summary>Finds the highest rate that one load worker of this machine sends on time, against a stub in this process.</summary>
/// <remarks>The stub takes its share of the processors, as a real target on this machine would.</remarks>
public static class LoadCalibration
{
    /// <summary>A rate is kept when lateness at p99 is at most so many milliseconds, and all is sent.</summary>
    public const double OnTimeMs = 1;

    private const string Stub = "stub";
    private const int TriesPerRate = 2;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    /// <summary>Past the end of a try: for the answers that are still under way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly int[] Rates = [1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 50_000, 75_000, 100_000];

    /// <summary>Rates in rising order, up to the first that is not kept in any of its tries.</summary>
    /// <exception cref="EnvironmentLacksException">The load worker cannot be started here.</exception>
    public static async IAsyncEnumerable<LoadCalibrationStep> RunAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var specs = new Dictionary<string, DependencySpec> { [Stub] = new() { Stub = new StubSpec(), Env = Stub } };
        await using var target = await DependencyHost.StartAsync(specs, IPAddress.Loopback, TimeProvider.System, cancellationToken);
        foreach (var rate in Rates)
        {
            LoadCalibrationStep step;
            var tries = 0;
            do
            {
                step = await TryAsync(rate, target.Environment[Stub], cancellationToken);
            }
            while (!step.OnTime && ++tries < TriesPerRate);

            yield return step;
            if (!step.OnTime)
            {
                yield break;
            }
        }
    }

    private static async Task<LoadCalibrationStep> TryAsync(int rate, string target, CancellationToken cancellationToken)
    {
        await using var worker = await LoadWorker.StartAsync(LoadWorker.DefaultDll, new Dictionary<string, string>(), cancellationToken);
        worker.Begin(new BeginLoad(Profile(rate), target, Seed: 1, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        worker.End(Length.TotalSeconds);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Length + Patience);
        try
        {
            var entries = await worker.Entries.ReadAllAsync(patience.Token).ToListAsync(patience.Token);
            return entries.OfType<GeneratorReport>().LastOrDefault() is { } report
                ? new LoadCalibrationStep(rate, report, entries.OfType<LoadSecond>().Sum(s => s.Ok))
                : throw new EnvironmentLacksException(
                    $"The load worker died at {rate} requests/s: {entries.OfType<Trouble>().LastOrDefault()?.Message ?? "it gave no reason"}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EnvironmentLacksException($"The load worker did not end within {Patience.TotalSeconds:0} s at {rate} requests/s.");
        }
    }

    private static LoadProfile Profile(int rate) => new()
    {
        Name = "calibration",
        Simulations = [new Simulation(SimulationKind.Inject, Length, rate, Interval: TimeSpan.FromSeconds(1))],
        Journeys = [new Journey("get", 1, [new RequestTemplate { Method = "GET", Path = "/" }])],
    };
}

/// <param name="Ok">Good answers.</param>
public sealed record LoadCalibrationStep(int Rate, GeneratorReport Report, long Ok)
{
    /// <summary>Written so that a lateness that is no number is late.</summary>
    public bool OnTime => Report.LatenessP99Ms <= LoadCalibration.OnTimeMs && Report.Unsent == 0 && Ok == Report.Due;
}
