using ReefChaos.Engine.Reporting;
using ReefChaos.Tests.Engine.Reporting;
using ReefChaos.Tests.House;
using ReefChaos.Verdicts;
using ReefChaos.Xunit;
using Xunit.v3;

namespace ReefChaos.Tests.Xunit;

public sealed class ShouldHoldTests
{
    [Fact]
    public void What_held_passes() => Run(VerdictKind.Held).ShouldHold(Inconclusive.Fail);

    [Theory]
    [InlineData(Inconclusive.Skip)]
    [InlineData(Inconclusive.Fail)]
    public void What_is_broken_fails_with_the_whole_verdict(Inconclusive inconclusive)
    {
        var run = Run(VerdictKind.Broken);

        Should.Throw<BrokenException>(() => run.ShouldHold(inconclusive)).Message.ShouldBe(VerdictText.Of(run, "/somewhere/reports/index.html"));
    }

    [Fact]
    public void What_is_inconclusive_is_skipped_with_the_reason()
    {
        var run = Run(VerdictKind.Inconclusive);

        var message = Should.Throw<Exception>(() => run.ShouldHold()).Message;

        message.ShouldStartWith(DynamicSkipToken.Value);
        message.ShouldContain(VerdictText.Why(run));
        message.ShouldContain("/somewhere/reports/index.html");
    }

    [Fact]
    public void What_is_inconclusive_fails_on_request() =>
        Should.Throw<BrokenException>(() => Run(VerdictKind.Inconclusive).ShouldHold(Inconclusive.Fail)).Message.ShouldStartWith("native-hang is inconclusive: ");

    [Theory]
    [InlineData(Inconclusive.Skip)]
    [InlineData(Inconclusive.Fail)]
    public void A_service_that_did_not_start_is_an_error_also_where_inconclusive_skips(Inconclusive inconclusive)
    {
        var run = Run(VerdictKind.Inconclusive);
        run = run with { Verdict = run.Verdict with { Code = ReasonCode.TargetFailed } };

        Should.Throw<TargetDownException>(() => run.ShouldHold(inconclusive)).Message.ShouldBe(VerdictText.Of(run, "/somewhere/reports/index.html"));
    }

    [Fact]
    public void The_message_is_the_approved_one_and_keeps_secrets()
    {
        var messages = string.Join("\n\n", StableRuns.All.Select(r => VerdictText.Of(r, "/somewhere/reports/index.html"))) + "\n";

        messages.ShouldNotContain(StableRuns.Secret);
        Approved.Compare(messages, Repository.At("tests", "ReefChaos.Tests", "Xunit", "messages.approved.txt"));
    }

    private static RunResult Run(VerdictKind kind) => StableRuns.All.First(r => r.Verdict.Kind == kind);
}
