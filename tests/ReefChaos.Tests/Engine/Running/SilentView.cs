using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Judging;

namespace ReefChaos.Tests.Engine.Running;

internal sealed class SilentView : IRunView
{
    public static Redactor NothingSecret { get; } = new(new Planted().Scenario, new Planted().Plan);

    public void Working(string what)
    {
    }

    public void ArmStarting(Scenario scenario, Plan plan, Arm arm)
    {
    }

    public void Recorded(Arm arm, Entry entry)
    {
    }

    public void ArmFinished(Arm arm)
    {
    }

    public void Judged(RunResult result)
    {
    }
}
