using System.Globalization;
using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-surtitles</c>: four at a time are worked on in parallel, and the first line that is no time ends all of them.
/// </summary>
internal sealed class OperaHouse : IPatient
{
    private readonly Channel<SurtitleJob> jobs = Channel.CreateBounded<SurtitleJob>(50);

    public void Map(WebApplication app)
    {
        var service = new SurtitleService(jobs.Writer);
        _ = new SurtitleWorkers(jobs.Reader).RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => service.SubmitAsync(n));
    }
}

internal sealed record SurtitleJob(int Act, string Begin, string Text);

internal sealed class SurtitleService(ChannelWriter<SurtitleJob> jobs)
{
    public async Task<string> SubmitAsync(int n)
    {
        var begin = n % 75 == 40 ? "--:--:--" : $"00:{n % 60:D2}:{n % 50:D2}";
        await jobs.WriteAsync(new SurtitleJob(n % 4, begin, $"O reef, line {n}!")); // sick: channel-surtitles blocked-channel
        return "taken";
    }
}

internal sealed class SurtitleWorkers(ChannelReader<SurtitleJob> jobs)
{
    private readonly ParallelOptions four = new() { MaxDegreeOfParallelism = 4 };
    private long shown;

    public Task RunAsync(CancellationToken stopping) => Parallel.ForEachAsync(jobs.ReadAllAsync(stopping), four, PlaceAsync);

    private async ValueTask PlaceAsync(SurtitleJob job, CancellationToken cancellation)
    {
        await Task.Delay(8, cancellation);
        var begin = TimeSpan.ParseExact(job.Begin, @"hh\:mm\:ss", CultureInfo.InvariantCulture);
        Interlocked.Add(ref shown, (long)begin.TotalSeconds + job.Text.Length);
    }
}
