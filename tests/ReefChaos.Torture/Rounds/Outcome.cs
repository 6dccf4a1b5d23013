using System.Globalization;

namespace ReefChaos.Torture.Rounds;

/// <summary>How a round went.</summary>
/// <param name="Met">The torment found its victim.</param>
/// <param name="Exit">Of the runner; null where it had to be killed for not ending.</param>
/// <param name="Verdict">The runner's own line.</param>
/// <param name="Release">From the runner's death or freezing to a healthy service, where a fault acted at that instant.</param>
/// <param name="Broken">Promises that were not kept.</param>
internal sealed record Outcome(RoundPlan Plan, int Runner, bool Met, int? Exit, string Verdict, TimeSpan? Release, IReadOnlyList<string> Broken)
{
    public override string ToString()
    {
        var release = Release is { } time ? string.Create(CultureInfo.InvariantCulture, $", released after {time.TotalSeconds:0.0} s") : "";
        return $"{Plan}{(Met ? "" : " (nobody there)")}: exit {Exit}{release} {Verdict}{string.Concat(Broken.Select(b => $"{Environment.NewLine}    BROKEN: {b}"))}";
    }
}
