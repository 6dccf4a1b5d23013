namespace ReefChaos.Shop.Risk;

/// <summary>Undefended: the native call runs on the request's own pool thread, and keeps it when it hangs.</summary>
internal sealed class DirectRiskScorer(Func<decimal, double> native) : IRiskScorer
{
    public ValueTask<double> ScoreAsync(decimal total, CancellationToken cancellationToken) => new(native(total));
}
