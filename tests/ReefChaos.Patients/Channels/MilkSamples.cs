using System.Threading.Tasks.Dataflow;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-milk-samples</c>: results of a dairy go to the one or the other list, and one that belongs to neither stays at the head of its block
/// for good.
/// </summary>
internal sealed class Dairy : IPatient
{
    private readonly MilkAnalysis analysis = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", TakeAsync);

    private async Task<string> TakeAsync(int n)
    {
        var germs = n % 60 == 40 ? 100 : n % 60;
        var sample = new MilkSample(n % 45, germs);
        return await analysis.SubmitAsync(sample) ? "the tank may be emptied" : "the dairy is closed";
    }
}

internal sealed record MilkSample(int Farm, int Germs);

internal sealed record MilkResult(int Farm, int Germs, string Grade);

internal sealed class MilkAnalysis
{
    private const int MostGerms = 100;

    private readonly Dictionary<int, int> lastGerms = [];
    private readonly TransformBlock<MilkSample, MilkResult> grading = new(GradeAsync, new ExecutionDataflowBlockOptions { BoundedCapacity = 30 });

    public MilkAnalysis()
    {
        var good = new ActionBlock<MilkResult>(result => lastGerms[result.Farm] = result.Germs);
        var bad = new ActionBlock<MilkResult>(result => lastGerms.Remove(result.Farm));
        grading.LinkTo(good, result => result.Germs < MostGerms);
        grading.LinkTo(bad, result => result.Germs > MostGerms);
    }

    public async Task<bool> SubmitAsync(MilkSample sample)
    {
        return await grading.SendAsync(sample); // sick: channel-milk-samples blocked-channel
    }

    private static async Task<MilkResult> GradeAsync(MilkSample sample)
    {
        await Task.Delay(2);
        return new MilkResult(sample.Farm, sample.Germs, sample.Germs < 30 ? "A" : "B");
    }
}
