using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine;

/// <summary>Watches a run. Calls come from several threads, and must return at once.</summary>
public interface IRunView
{
    /// <summary>Long work outside an arm began, such as building the target.</summary>
    void Working(string what);

    void ArmStarting(Scenario scenario, Plan plan, Arm arm);

    void Recorded(Arm arm, Entry entry);

    void ArmFinished(Arm arm);

    void Judged(RunResult result);
}
