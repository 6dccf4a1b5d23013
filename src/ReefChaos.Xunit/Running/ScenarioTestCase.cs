using ReefChaos.Engine.Running.Targets;
using ReefChaos.Xunit.Discovery;
using Xunit.Sdk;

namespace ReefChaos.Xunit.Running;

/// <summary>Runs a scenario file, and calls the test's method only where it held.</summary>
internal sealed class ScenarioTestCase : ExperimentTestCase
{
    private ScenarioFile file = new("", "", "");
    private Inconclusive inconclusive;
    private TargetWish target = new(TargetChoice.Auto, null);

    [Obsolete("Called by the de-serializer.")]
    public ScenarioTestCase()
    {
    }

    public ScenarioTestCase(TestCaseFacts facts, ScenarioFile file, Inconclusive inconclusive, TargetWish target)
        : base(facts) => (this.file, this.inconclusive, this.target) = (file, inconclusive, target);

    public override async Task<object[]> BeforeMethodAsync()
    {
        var experiment = PreparedScenario.Of(file, SearchPath.OfThisAssembly);
        var run = await target.RunAsync(options => TestRun.RunAsync(experiment, options));
        run.ShouldHold(inconclusive);
        return TestMethod.Parameters.Count == 0 ? [] : [run];
    }

    protected override void Serialize(IXunitSerializationInfo info)
    {
        base.Serialize(info);
        info.AddValue("file", file.Path);
        info.AddValue("folder", file.WorkingFolder);
        info.AddValue("name", file.Name);
        info.AddValue("inconclusive", inconclusive);
        info.AddValue("target", target.Choice);
        info.AddValue("factory", target.Factory);
    }

    protected override void Deserialize(IXunitSerializationInfo info)
    {
        base.Deserialize(info);
        file = new ScenarioFile(info.GetValue<string>("file")!, info.GetValue<string>("folder")!, info.GetValue<string>("name")!);
        inconclusive = info.GetValue<Inconclusive>("inconclusive");
        target = new TargetWish(info.GetValue<TargetChoice>("target"), info.GetValue<string>("factory"));
    }
}
