namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>One diagnosis, compared with the truth. Where the modes are wrong, method and line are wrong with them.</summary>
internal sealed record Score(bool Modes, bool Methods, bool Lines, bool Starved)
{
    /// <param name="sites">All sites of all variants.</param>
    /// <param name="answer">Null where the diagnoser gave none.</param>
    public static Score Of(Variant variant, IEnumerable<Site> sites, Answer? answer)
    {
        if (answer is null)
        {
            return new Score(false, false, false, false);
        }

        var own = sites.Where(s => s.Variant == variant.Name).ToList();
        var modes = variant.Modes.ToHashSet().SetEquals(answer.Modes.Select(m => m.Mode));
        return new Score(
            modes,
            modes && variant.Modes.All(m => SitesOf(m).Any(s => s.IsMethod(WhereOf(m)?.Method))),
            modes && variant.Modes.All(m => SitesOf(m).Any(s => s.IsLine(WhereOf(m)?.File, WhereOf(m)?.Line))),
            variant.Starved is null || variant.Starved == answer.Starved);

        IEnumerable<Site> SitesOf(string mode) => own.Where(s => s.Mode == mode);

        // A mode that is named at two places is judged by the first: that is where one looks first.
        Place? WhereOf(string mode) => answer.Modes.First(m => m.Mode == mode).Where;
    }
}
