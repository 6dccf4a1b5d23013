using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.House.Guide;

internal static class EngineExample
{
    // begin: engine
    public static async Task<VerdictKind> RunAsync(string file, string output, IRunView view, CancellationToken cancellationToken)
    {
        var profiles = LoadProfileReader.Read("nbomber-config.json");
        var experiment = Experiment.Prepare(file, profiles, seed: null);
        foreach (var problem in experiment.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        await using var session = await RunSession.OpenAsync(output, new RunOptions(TargetChoice.Process), view, cancellationToken);
        await session.CheckAsync([experiment], cancellationToken);
        var result = await Experiment.RunAsync(experiment, session, cancellationToken);
        Reports.Write(output, [result]);
        return result.Verdict.Kind;
    }
    // end: engine
}
