using Microsoft.AspNetCore.Mvc.Testing;
using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Xunit.Discovery;
using ReefChaos.Xunit.InProcess;
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
    public static Task<RunResult> RunAsync(Scenario scenario, LoadProfile load, ulong? seed = null, TargetChoice target = TargetChoice.Auto) =>
        RunAsync(scenario, load, seed, new RunOptions(target));

    /// <summary>The same with the target in the test's own process: each arm gets a host of its own from the factory, on a Kestrel socket.</summary>
    /// <remarks>The scenario's project is neither built nor started, and its environment variables become keys of the host's configuration.</remarks>
    /// <param name="factory">The caller's to dispose.</param>
    /// <exception cref="InvalidInputException">The scenario asks for what cannot be done in-process; the message names it.</exception>
    /// <exception cref="EnvironmentLacksException">The machine lacks something, or another runner is at work for too long.</exception>
    public static Task<RunResult> RunAsync<TEntryPoint>(
        Scenario scenario, LoadProfile load, WebApplicationFactory<TEntryPoint> factory, ulong? seed = null) where TEntryPoint : class =>
        RunAsync(scenario, load, seed, new RunOptions { InProcess = Factories.ServiceOf(factory) });

    private static Task<RunResult> RunAsync(Scenario scenario, LoadProfile load, ulong? seed, RunOptions options)
    {
        if (TestContext.Current.TestCase is not ExperimentTestCase)
        {
            throw new InvalidOperationException("Mark the test [Experiment] in place of [Fact]: only then does no other test run beside it.");
        }

        var path = scenario.Target?.Project ?? scenario.Target?.Dockerfile;
        var place = path is null ? null : SearchPath.OfThisAssembly.Find(path);
        return TestRun.RunAsync(Experiment.Prepare(scenario, load, seed, place?.WorkingFolder ?? ""), options);
    }
}
