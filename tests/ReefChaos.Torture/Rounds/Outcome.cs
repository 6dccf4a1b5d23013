using System.Globalization;

namespace ReefChaos.Torture.Rounds;

/// <summary>How a round went.</summary>
/// <param name="Met">The torment found its victim.</param>
/// <param name="Exit">Of the runner; null where it had to be killed for not ending.</param>
/// <param name="Verdict">The runner's own line.</param>
/// <param name="Release">From the deed to the end of the fault that acted at that instant, where nobody renewed it any more.</param>
/// <param name="Broken">Promises that were not kept.</param>
internal sealed record Outcome(RoundPlan Plan, int Runner, bool Met, int? Exit, string Verdict, TimeSpan? Release, IReadOnlyList<string> Broken)
{
    public override string ToString()
    {
        var release = Release is { } time ? string.Create(CultureInfo.InvariantCulture, $", fault off after {time.TotalSeconds:0.0} s") : "";
        return $"{Plan}{(Met ? "" : " (nobody there)")}: exit {Exit}{release} {Verdict}{string.Concat(Broken.Select(b => $"{Environment.NewLine}    BROKEN: {b}"))}";
    }
}
