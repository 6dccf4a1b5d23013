using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using Xunit;

namespace ReefChaos.Xunit.Running;

/// <summary>Runs one experiment in the test at hand.</summary>
internal static class TestRun
{
    /// <summary>Another test assembly may run its experiments first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <exception cref="OperationCanceledException">The test was cancelled; what was measured so far is kept.</exception>
    public static async Task<RunResult> RunAsync(PlannedExperiment experiment, RunOptions options)
    {
        if (experiment.Problems.Count > 0)
        {
            throw new InvalidInputException(experiment.Problems);
        }

        var test = TestContext.Current;
        var output = OutputFolder.New(experiment.Scenario!.Name, TimeProvider.System);
        RunResult run;
        await using (var session = await RunSession.OpenAsync(output, options with { Patience = Patience }, new TestOutputView(test), test.CancellationToken))
        {
            await session.CheckAsync([experiment], test.CancellationToken);
            run = await Experiment.RunAsync(experiment, session, test.CancellationToken);
        }

        Reports.Write(output, [run]);
        Attachments.Add(test, output);
        test.CancellationToken.ThrowIfCancellationRequested();
        return run;
    }
}
