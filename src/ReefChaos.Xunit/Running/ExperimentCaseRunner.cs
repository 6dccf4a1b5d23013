using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Running;

internal sealed class ExperimentCaseRunner : XunitTestCaseRunnerBase<ExperimentCaseContext, IXunitTestCase, IXunitTest>
{
    private static readonly ExperimentCaseRunner Instance = new();

    public static ValueTask<RunSummary> RunAsync(ExperimentCaseContext context) => Instance.Run(context);
}

/// <summary>xunit's own, but for the context of the test itself.</summary>
internal sealed class ExperimentCaseContext(
    ExperimentTestCase testCase, IReadOnlyCollection<IXunitTest> tests, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator,
    string displayName, string? skipReason, CancellationTokenSource cancellationTokenSource, ParallelMode parallelMode, ExecutionScheduler scheduler,
    object?[] constructorArguments, FixtureMappingManager fixtures)
    : XunitTestCaseRunnerBaseContext<IXunitTestCase, IXunitTest>(
        testCase, tests, explicitOption, messageBus, aggregator, displayName, skipReason, cancellationTokenSource, parallelMode, scheduler, constructorArguments, fixtures)
{
    public override async ValueTask<RunSummary> RunTest(IXunitTest test)
    {
        await using var context = new ExperimentTestContext(
            test, ExplicitOption, MessageBus, Aggregator.Clone(), CancellationTokenSource, ParallelMode, Scheduler, BeforeAfterTestAttributes,
            ConstructorArguments, CaseFixtureMappings);
        await context.InitializeAsync();
        return await ExperimentTestRunner.RunAsync(context);
    }
}
