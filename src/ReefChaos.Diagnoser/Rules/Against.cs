namespace ReefChaos.Diagnoser.Rules;

/// <summary>What speaks against any mode that holds a service up.</summary>
internal static class Against
{
    public static IEnumerable<string> Of(Signals signals)
    {
        if (signals.Traffic is { Served: > 0 and var served })
        {
            yield return FormattableString.Invariant($"{served} requests were served in these {signals.WindowSeconds:0.0} s");
        }
    }
}
