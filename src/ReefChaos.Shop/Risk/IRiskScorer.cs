namespace ReefChaos.Shop.Risk;

internal interface IRiskScorer
{
    /// <summary>From 0, harmless, to 1.</summary>
    ValueTask<double> ScoreAsync(decimal total, CancellationToken cancellationToken);
}
