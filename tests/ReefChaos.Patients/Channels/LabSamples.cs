using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-lab-samples</c>: samples of a laboratory are worked off one after the other, and at a kind that it does not know the worker
/// returns where it meant to go on.
/// </summary>
internal sealed class Laboratory : IPatient
{
    private readonly SampleQueue queue = new();

    public void Map(WebApplication app)
    {
        var reception = new SampleReception(queue);
        _ = new SampleWorker(queue).RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", reception.TakeAsync);
    }
}

internal sealed record Sample(int Number, string Kind);

internal sealed class SampleReception(SampleQueue queue)
{
    private static readonly string[] Kinds = ["blood", "serum", "swab"];

    public async Task<string> TakeAsync(int n, CancellationToken aborted)
    {
        var kind = n % 80 == 45 ? "hair" : Kinds[n % Kinds.Length];
        await queue.AddAsync(new Sample(n, kind), aborted);
        return $"sample {n} was taken";
    }
}

internal sealed class SampleQueue
{
    private readonly Channel<Sample> samples = Channel.CreateBounded<Sample>(64);

    public IAsyncEnumerable<Sample> AllAsync(CancellationToken cancellation) => samples.Reader.ReadAllAsync(cancellation);

    public async ValueTask AddAsync(Sample sample, CancellationToken cancellation)
    {
        await samples.Writer.WriteAsync(sample, cancellation); // sick: channel-lab-samples blocked-channel
    }
}

internal sealed class SampleWorker(SampleQueue queue)
{
    private readonly Dictionary<string, int> analysed = new(StringComparer.Ordinal) { ["blood"] = 0, ["serum"] = 0, ["swab"] = 0 };

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var sample in queue.AllAsync(stopping))
        {
            if (!analysed.TryGetValue(sample.Kind, out var before))
            {
                return;
            }

            await Task.Delay(4, stopping);
            analysed[sample.Kind] = before + 1;
        }
    }
}
