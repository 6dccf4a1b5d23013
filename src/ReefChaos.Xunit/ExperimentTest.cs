using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Xunit.Discovery;
using ReefChaos.Xunit.Running;
using Xunit;

namespace ReefChaos.Xunit;

/// <summary>Runs experiments that are written in code, in methods that are marked <see cref="ExperimentAttribute"/>.</summary>
public static class ExperimentTest
{
    /// <summary>Runs both arms and judges. The files of the run folder are attached to the test; its cancellation and timeout disarm and clean up.</summary>
    /// <param name="scenario">Its project is looked for in the folder of the test assembly and then in each folder above it.</param>
    /// <exception cref="InvalidInputException">The scenario cannot be run, or its target not be built.</exception>
    /// <exception cref="EnvironmentLacksException">The machine lacks something, or another runner is at work for too long.</exception>
    public static Task<RunResult> RunAsync(Scenario scenario, LoadProfile load, ulong? seed = null, TargetChoice target = TargetChoice.Auto)
    {
        if (TestContext.Current.TestCase is not ExperimentTestCase)
        {
            throw new InvalidOperationException("Mark the test [Experiment] in place of [Fact]: only then does no other test run beside it.");
        }

        var path = scenario.Target?.Project ?? scenario.Target?.Dockerfile;
        var place = path is null ? null : SearchPath.OfThisAssembly.Find(path);
        return TestRun.RunAsync(Experiment.Prepare(scenario, load, seed, place?.WorkingFolder ?? ""), target);
    }
}
