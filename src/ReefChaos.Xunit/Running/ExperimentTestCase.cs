using ReefChaos.Xunit.Discovery;
using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Running;

/// <summary>A test in whose time an experiment runs: it goes on until everything is cleaned up, also after a timeout.</summary>
internal class ExperimentTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    [Obsolete("Called by the de-serializer.")]
    public ExperimentTestCase()
    {
    }

    public ExperimentTestCase(TestCaseFacts facts)
        : base(
            facts.Method, facts.DisplayName, facts.UniqueId, facts.Attribute.Explicit, testLabel: null, disableParallelization: true,
            facts.Attribute.SkipExceptions, facts.Attribute.Skip, facts.Attribute.SkipType, facts.Attribute.SkipUnless, facts.Attribute.SkipWhen,
            facts.Traits(), testMethodArguments: null, facts.Attribute.SourceFilePath, facts.Attribute.SourceLineNumber, facts.Attribute.Timeout)
    {
    }

    /// <summary>Gives the arguments of the method, once it may be called.</summary>
    public virtual Task<object[]> BeforeMethodAsync() => Task.FromResult<object[]>([]);

    /// <summary>One test, without xunit's timeout, which would leave the experiment behind.</summary>
    public override ValueTask<IReadOnlyCollection<IXunitTest>> CreateTests() => new(
    [
        new XunitTest(
            this, TestMethod, disableParallelization: true, Explicit, SkipReason, SkipType, SkipUnless, SkipWhen, TestCaseDisplayName, testLabel: null,
            UniqueIDGenerator.ForTest(UniqueID, 0), Traits.ToDictionary(t => t.Key, t => (IReadOnlyCollection<string>)t.Value), timeout: 0, testMethodArguments: []),
    ]);

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource, ParallelMode parallelMode, ExecutionScheduler scheduler, FixtureMappingManager methodFixtureMappings)
    {
        var tests = await aggregator.RunAsync(CreateTests, []);
        await using var context = new ExperimentCaseContext(
            this, tests, explicitOption, messageBus, aggregator, TestCaseDisplayName, SkipReason, cancellationTokenSource, parallelMode, scheduler,
            constructorArguments, methodFixtureMappings);
        await context.InitializeAsync();
        return await ExperimentCaseRunner.RunAsync(context);
    }
}
