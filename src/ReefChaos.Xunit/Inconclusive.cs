namespace ReefChaos.Xunit;

/// <summary>What becomes of a test whose experiment proved nothing either way. One whose service did not start fails in any case.</summary>
public enum Inconclusive
{
    /// <summary>Skipped, with the reason.</summary>
    Skip,

    /// <summary>Failed: for a gate that lets nothing pass without proof.</summary>
    Fail,
}
