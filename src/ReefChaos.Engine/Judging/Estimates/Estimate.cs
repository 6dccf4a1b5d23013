using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>A value with its interval, in the objective's base unit; a null end is open.</summary>
/// <param name="Known">Where the state follows from more than the interval.</param>
internal readonly record struct Estimate(double? Value, double? Low, double? High, string Note = "", ObjectiveState? Known = null)
{
    public static Estimate Unknown(string note) => new(null, null, null, note);

    /// <summary>Wholly on the good side is met, wholly on the bad side is missed. What is unknown is undecided.</summary>
    public ObjectiveState Against(Objective objective)
    {
        var lowHolds = objective.Comparison.Holds(Low ?? double.NegativeInfinity, objective.Threshold);
        var highHolds = objective.Comparison.Holds(High ?? double.PositiveInfinity, objective.Threshold);
        return Known ?? (lowHolds != highHolds ? ObjectiveState.Undecided : lowHolds ? ObjectiveState.Met : ObjectiveState.Missed);
    }
}
