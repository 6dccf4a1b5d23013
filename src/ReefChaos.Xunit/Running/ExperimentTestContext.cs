using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Running;

internal sealed class ExperimentTestRunner : XunitTestRunnerBase<ExperimentTestContext, IXunitTest>
{
    private static readonly ExperimentTestRunner Instance = new();

    public static ValueTask<RunSummary> RunAsync(ExperimentTestContext context) => Instance.Run(context);
}

/// <summary>Runs the experiment before the method, and holds the test to its timeout without leaving anything behind.</summary>
internal sealed class ExperimentTestContext(
    IXunitTest test, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource,
    ParallelMode parallelMode, ExecutionScheduler scheduler, IReadOnlyCollection<IBeforeAfterTestAttribute> attributes, object?[] constructorArguments,
    FixtureMappingManager fixtures)
    : XunitTestRunnerBaseContext<IXunitTest>(
        test, explicitOption, messageBus, aggregator, cancellationTokenSource, parallelMode, scheduler, attributes, constructorArguments, fixtures)
{
    public override async ValueTask<TimeSpan> InvokeTest(object? testClassInstance)
    {
        var start = TimeProvider.System.GetTimestamp();
        await Aggregator.RunAsync(async () => await Timeout.RunAsync(((ExperimentTestCase)Test.TestCase).Timeout, () => CallAsync(testClassInstance), TestContext.Current.CancelCurrentTest, TimeProvider.System));
        return TimeProvider.System.GetElapsedTime(start);
    }

    private async Task CallAsync(object? instance)
    {
        var arguments = await ((ExperimentTestCase)Test.TestCase).BeforeMethodAsync();
        switch (Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null))
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
    }
}
