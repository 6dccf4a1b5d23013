namespace ReefChaos.Plans;

/// <param name="AtSeconds">The intended start, since the load began.</param>
/// <param name="Ordinal">Its number in the whole schedule, from 0.</param>
/// <param name="Journey">Index in <see cref="LoadProfile.Journeys"/>.</param>
public readonly record struct Arrival(double AtSeconds, long Ordinal, int Journey);

/// <summary>When a profile's journeys begin, fixed beforehand: the same profile and seed give the same schedule.</summary>
public sealed class ArrivalSchedule
{
    private readonly IReadOnlyList<LoadPiece> pieces;
    private readonly WeightedChoice journeys;

    public ArrivalSchedule(LoadProfile profile, ulong seed)
    {
        pieces = LoadPiece.Chain(profile.Simulations, profile.Pattern, seed);
        journeys = new WeightedChoice([.. profile.Journeys.Select(j => j.Weight)], Chance.Derive(seed, "requests"));
    }

    /// <summary>Length of all simulations; the load goes on after it at the last one's level.</summary>
    public double TotalSeconds => pieces[^1].End;

    /// <summary>Some simulation is closed loop, so <see cref="CopiesAt"/> is not always 0.</summary>
    public bool HasClosed => pieces.Any(p => p.IsClosed);

    /// <summary>The open-loop journeys in order of time. Endless where the last simulation is an open one that sends.</summary>
    public IEnumerable<Arrival> Arrivals() => Arrivals(LoadSlice.Whole);

    /// <summary>Those of a slice: all slices together are the whole.</summary>
    public IEnumerable<Arrival> Arrivals(LoadSlice slice)
    {
        var ordinal = 0L;
        foreach (var piece in pieces)
        {
            foreach (var at in piece.Starts(endless: piece == pieces[^1]))
            {
                if (slice.Has(ordinal))
                {
                    yield return new Arrival(at, ordinal, JourneyFor(ordinal));
                }

                ordinal++;
            }
        }
    }

    /// <summary>The journey with this ordinal, chosen by weight.</summary>
    public int JourneyFor(long ordinal) => journeys.At(ordinal);

    /// <summary>How many closed-loop copies are active at a second since the load began.</summary>
    public int CopiesAt(double seconds) =>
        ClosedAt(seconds) is { } piece ? (int)Math.Round(piece.LevelAt(seconds), MidpointRounding.AwayFromZero) : 0;

    /// <summary>How many journeys the copies of that second share; null for as many as they can.</summary>
    public int? IterationsAt(double seconds) => ClosedAt(seconds)?.Simulation.Iterations;

    /// <summary>Journeys due in a span of seconds, as a mean where they are random; null where a closed loop leaves it to the target.</summary>
    public double? Expected(double from, double to)
    {
        var sum = 0.0;
        foreach (var piece in pieces)
        {
            var start = Math.Max(from, piece.Start);
            var end = piece == pieces[^1] ? to : Math.Min(to, piece.End);
            if (start >= end)
            {
                continue;
            }

            if (piece.IsClosed)
            {
                return null;
            }

            sum += piece.Integral(start, end);
        }

        return sum;
    }

    /// <summary>Index of the simulation in force at a second since the load began.</summary>
    public int PieceAt(double seconds)
    {
        var piece = 0;
        while (piece < pieces.Count - 1 && seconds >= pieces[piece].End)
        {
            piece++;
        }

        return piece;
    }

    private LoadPiece? ClosedAt(double seconds) => seconds >= 0 && pieces[PieceAt(seconds)] is { IsClosed: true } piece ? piece : null;
}
