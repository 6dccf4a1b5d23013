namespace ReefChaos.Plans;

/// <summary>A simulation at its place in time. Its level is requests a second, or copies for a closed loop.</summary>
/// <param name="From">The level at its start: that of the piece before, where it ramps.</param>
/// <param name="To">The level at its end; also after it, where it is the last piece.</param>
/// <param name="Seed">Of this piece alone.</param>
internal sealed record LoadPiece(Simulation Simulation, ArrivalPattern Pattern, double Start, double Length, double From, double To, ulong Seed)
{
    /// <summary>Rounding of sums must not add a request at the very end of a piece.</summary>
    private const double Epsilon = 1e-9;

    public double End => Start + Length;

    public bool IsClosed => Simulation.IsClosed;

    /// <summary>Each piece starts where the one before ends. A ramp rises from 0 after a pause, or after a loop of the other kind.</summary>
    public static IReadOnlyList<LoadPiece> Chain(IReadOnlyList<Simulation> simulations, ArrivalPattern pattern, ulong seed)
    {
        var pieces = new List<LoadPiece>();
        foreach (var simulation in simulations)
        {
            var before = pieces.LastOrDefault();
            var to = EndLevel(simulation);
            var from = simulation.Kind is not (SimulationKind.RampingInject or SimulationKind.RampingConstant) ? to
                : before?.IsClosed == simulation.IsClosed ? before.To : 0;
            pieces.Add(new LoadPiece(
                simulation, pattern, before?.End ?? 0, simulation.During.Value.TotalSeconds, from, to, Chance.Derive(seed, $"arrivals-{pieces.Count}")));
        }

        return pieces;
    }

    /// <summary>Intended starts in order; none for a closed loop.</summary>
    /// <param name="endless">Goes on after the end at the end's level.</param>
    public IEnumerable<double> Starts(bool endless)
    {
        var starts = Simulation.Kind switch
        {
            SimulationKind.Inject when Pattern == ArrivalPattern.Even => EvenStarts(),
            SimulationKind.Inject or SimulationKind.RampingInject => StartsOf(Pattern == ArrivalPattern.Even ? HalfSteps() : PoissonSteps()),
            SimulationKind.InjectRandom => RandomStarts(),
            SimulationKind.Replay => ReplayStarts(),
            _ => [],
        };
        return endless ? starts : starts.TakeWhile(at => at < End - Epsilon);
    }

    public double LevelAt(double seconds) =>
        seconds >= End ? To : From + ((To - From) * (seconds - Start) / Length);

    /// <summary>Mean number of requests between two moments at or after the start.</summary>
    public double Integral(double from, double to)
    {
        if (Simulation.Kind == SimulationKind.Replay)
        {
            return ReplayStarts().SkipWhile(at => at < from).TakeWhile(at => at < to).Count();
        }

        var bend = Math.Clamp(End, from, to);
        return ((bend - from) * (LevelAt(from) + LevelAt(Math.Min(bend, End))) / 2) + ((to - bend) * To);
    }

    private static double EndLevel(Simulation simulation) => simulation.Kind switch
    {
        SimulationKind.Pause => 0,
        SimulationKind.Replay => simulation.Trace!.Count / simulation.During.Value.TotalSeconds,
        SimulationKind.InjectRandom => (simulation.Rate + simulation.MaxRate) / 2.0 / simulation.Interval.Value.TotalSeconds,
        SimulationKind.Inject or SimulationKind.RampingInject => simulation.Rate / simulation.Interval.Value.TotalSeconds,
        _ => simulation.Rate,
    };

    private IEnumerable<double> EvenStarts()
    {
        var interval = Simulation.Interval.Value.TotalSeconds;
        for (var k = 0L; Simulation.Rate > 0; k++)
        {
            yield return Start + (k * interval / Simulation.Rate);
        }
    }

    /// <summary>Each interval draws its number of requests, and then their instants.</summary>
    private IEnumerable<double> RandomStarts()
    {
        var length = Simulation.Interval.Value.TotalSeconds;
        var draws = (ulong)Simulation.MaxRate + 1;
        for (var interval = 0UL; Simulation.MaxRate > 0; interval++)
        {
            var first = interval * draws;
            var starts = new double[Simulation.Rate + (int)(Chance.Draw(Seed, first) * (Simulation.MaxRate - Simulation.Rate + 1))];
            for (var k = 0; k < starts.Length; k++)
            {
                starts[k] = Start + ((interval + Chance.Draw(Seed, first + 1 + (ulong)k)) * length);
            }

            Array.Sort(starts);
            foreach (var start in starts)
            {
                yield return start;
            }
        }
    }

    /// <summary>The trace as often as it takes.</summary>
    private IEnumerable<double> ReplayStarts()
    {
        for (var begin = Start; Simulation.Trace!.Count > 0; begin += Length)
        {
            foreach (var at in Simulation.Trace)
            {
                yield return begin + at;
            }
        }
    }

    /// <summary>A request is due wherever the area under the rate passes one of these steps.</summary>
    private IEnumerable<double> StartsOf(IEnumerable<double> areas)
    {
        var total = (From + To) / 2 * Length;
        var slope = (To - From) / Length;
        foreach (var area in areas)
        {
            if (area > total && To <= 0)
            {
                yield break;
            }

            // The root of slope/2·t² + From·t = area, in the form that also holds for a slope of 0.
            yield return Start + (area > total
                ? Length + ((area - total) / To)
                : 2 * area / (From + Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * area)))));
        }
    }

    /// <summary>Half a request, one and a half, and so on.</summary>
    private static IEnumerable<double> HalfSteps()
    {
        for (var k = 0L; ; k++)
        {
            yield return k + 0.5;
        }
    }

    /// <summary>The arrivals of a Poisson process of rate 1, which the area under the rate stretches to any other.</summary>
    private IEnumerable<double> PoissonSteps()
    {
        var area = 0.0;
        for (var k = 0UL; ; k++)
        {
            yield return area -= Math.Log(1 - Chance.Draw(Seed, k));
        }
    }
}
