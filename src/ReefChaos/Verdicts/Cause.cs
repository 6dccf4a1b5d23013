namespace ReefChaos.Verdicts;

/// <summary>In which failure modes a process was, as seen from outside of it; none is an answer too.</summary>
/// <param name="Starved">The process got too little processor time to be judged: then no mode is named.</param>
/// <param name="Modes">Most certain first; empty where none was found.</param>
/// <param name="PauseMs">The longest pause that looking caused in the process.</param>
public sealed record Cause(bool Starved, IReadOnlyList<CauseMode> Modes, double PauseMs)
{
    /// <summary>What could not be seen, and why, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Mode">One of <see cref="CauseModes"/>.</param>
/// <param name="Where">Null where only the mode is known.</param>
/// <param name="Evidence">What speaks for it, a line each.</param>
/// <param name="Against">What speaks against it, a line each.</param>
/// <param name="Advice">What the usual defence is.</param>
public sealed record CauseMode(string Mode, CodeSite? Where, IReadOnlyList<string> Evidence, IReadOnlyList<string> Against, string Advice);

/// <summary>A place in the code of the process.</summary>
/// <param name="Method">Such as <c>Shop.Checkout.PlaceAsync</c>.</param>
/// <param name="File">As the portable PDB has it; null where there is none.</param>
/// <param name="Line">Counts from 1; null where there is no portable PDB.</param>
public sealed record CodeSite(string Method, string? File, int? Line)
{
    public override string ToString() => File is null ? Method : Line is null ? $"{Method} in {File}" : $"{Method} in {File}:{Line}";
}
