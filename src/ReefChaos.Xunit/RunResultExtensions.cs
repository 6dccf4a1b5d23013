using ReefChaos.Engine.Reporting;
using ReefChaos.Verdicts;
using ReefChaos.Xunit.Running;
using Xunit.v3;

namespace ReefChaos.Xunit;

public static class RunResultExtensions
{
    /// <summary>Passes where the verdict is Held. Inconclusive skips the test, with the reason, unless told otherwise.</summary>
    /// <exception cref="BrokenException">The verdict is Broken.</exception>
    /// <exception cref="TargetDownException">The service did not start: a test that is skipped for that would never be missed.</exception>
    public static void ShouldHold(this RunResult run, Inconclusive inconclusive = Inconclusive.Skip)
    {
        if (run.Verdict.Code == ReasonCode.TargetFailed)
        {
            throw new TargetDownException(VerdictText.Of(run, OutputFolder.ReportOf(run)));
        }

        if (run.Verdict.Kind == VerdictKind.Inconclusive && inconclusive == Inconclusive.Skip)
        {
            throw new SkippedException($"{run.Scenario.Name} is inconclusive: {VerdictText.Why(run)} Report: {OutputFolder.ReportOf(run)}");
        }

        if (run.Verdict.Kind != VerdictKind.Held)
        {
            throw new BrokenException(VerdictText.Of(run, OutputFolder.ReportOf(run)));
        }
    }

    /// <summary>By the token at its beginning xunit knows that the test is skipped.</summary>
    private sealed class SkippedException(string reason) : Exception(DynamicSkipToken.Value + reason);
}
