using System.Globalization;
using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using Xunit;

namespace ReefChaos.Xunit.Running;

/// <summary>A few lines in the test's output; what happened second by second is in the attached history.</summary>
internal sealed class TestOutputView(ITestContext test) : IRunView
{
    public void Working(string what) => Line(what);

    public void ArmStarting(Scenario scenario, Plan plan, Arm arm) =>
        Line(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: {Kebab.Of(arm)} arm, seed {plan.Seed}"));

    public void Recorded(Arm arm, Entry entry)
    {
    }

    public void ArmFinished(Arm arm)
    {
    }

    public void Judged(RunResult result)
    {
    }

    private void Line(string text)
    {
        try
        {
            test.TestOutputHelper?.WriteLine(text);
        }
        catch (InvalidOperationException)
        {
            // The test has ended, and nobody would read the line.
        }
    }
}
