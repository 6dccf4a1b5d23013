namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>One run of one variant.</summary>
/// <param name="Answer">Null where the diagnoser gave none: that is wrong.</param>
/// <param name="Trouble">Why there is no answer.</param>
/// <param name="Took">The diagnoser's whole life.</param>
internal sealed record Diagnosis(Variant Variant, Answer? Answer, string? Trouble, TimeSpan Took)
{
    public required Score Score { get; init; }

    public string Label => Answer?.Label ?? "no answer";
}
