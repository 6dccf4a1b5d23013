using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class GoingOnTests
{
    [Theory]
    [InlineData(500, 0, 0.1, true)]
    [InlineData(500, 12, 0.1, true)]
    [InlineData(500, 13, 0.1, false)]
    [InlineData(500, 50, 0.1, false)]
    [InlineData(80, 0, 0.1, true)]
    [InlineData(79, 0, 0.1, false)]
    public void What_gains_hardly_any_more_is_full_unless_too_few_were_due(long before, long since, double share, bool hasStopped) =>
        GoingOn.HasStopped(before, since, share).ShouldBe(hasStopped);
}
