using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-sample-lanes</c>: urgent samples go before all others, one machine measures them, and of urgent ones alone there are more than
/// it can do.
/// </summary>
internal sealed class BloodLaboratory : IPatient
{
    private readonly SampleLanes lanes = new();

    public void Map(WebApplication app)
    {
        var reception = new LabReception(lanes);
        _ = new Analyser(lanes).StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", reception.RegisterAsync);
    }
}

internal sealed record BloodSample(int Number, bool Urgent);

internal sealed class LabReception(SampleLanes lanes)
{
    public async Task<string> RegisterAsync(int n, CancellationToken aborted)
    {
        var sample = new BloodSample(n, Urgent: n % 3 != 0);
        await lanes.PutAsync(sample, aborted);
        return sample.Urgent ? "first in line" : "in line";
    }
}

internal sealed class SampleLanes
{
    private readonly Channel<BloodSample> urgent = Channel.CreateBounded<BloodSample>(40);
    private readonly Channel<BloodSample> routine = Channel.CreateBounded<BloodSample>(40);

    public async Task PutAsync(BloodSample sample, CancellationToken cancellation)
    {
        var lane = sample.Urgent ? urgent : routine;
        await lane.Writer.WriteAsync(sample, cancellation); // sick: channel-sample-lanes blocked-channel
    }

    public async Task<BloodSample> TakeAsync(CancellationToken cancellation)
    {
        BloodSample? sample;
        while (!urgent.Reader.TryRead(out sample) && !routine.Reader.TryRead(out sample))
        {
            await Task.Delay(10, cancellation);
        }

        return sample;
    }
}

internal sealed class Analyser(SampleLanes lanes) : BackgroundService
{
    private int measured;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sample = await lanes.TakeAsync(stoppingToken);
            await Task.Delay(TimeSpan.FromMilliseconds(60 + (sample.Number % 10)), stoppingToken);
            measured++;
        }
    }
}
