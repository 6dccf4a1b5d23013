namespace ReefChaos.Tests.House.Guide;

// begin: fault point
internal static class RiskScore
{
    private static readonly FaultPoint Scoring = FaultPoint.Named("risk-score");

    public static double Of(decimal amount)
    {
        Scoring.Hit();
        return Math.Min(1, (double)amount / 1000);
    }
}
// end: fault point
