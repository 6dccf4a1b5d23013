using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Running;

internal sealed class SilentView : IRunView
{
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
