namespace ReefChaos.Xunit;

/// <summary>What becomes of a test whose experiment proved nothing either way.</summary>
public enum Inconclusive
{
    /// <summary>Skipped, with the reason.</summary>
    Skip,

    /// <summary>Failed: for a gate that lets nothing pass without proof.</summary>
    Fail,
}
