using System.Globalization;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <param name="Runs">None where only what is recorded is to be scored.</param>
/// <param name="Answers">A folder that gets what the diagnoser printed, run by run.</param>
/// <param name="Record">A file that gets each diagnosis; the page is then of all that it holds, so that the runs may be done in parts.</param>
/// <param name="Result">Whether the committed page is written.</param>
/// <param name="Parallel">How many patients live at a time. They share the machine.</param>
internal sealed record CauseOptions(int Runs, IReadOnlyList<Variant> Variants, string Diagnoser, string? Answers, string? Record, bool Result, int Parallel, int Seed)
{
    public const string Usage =
        "cause RUNS tuned|untuned|all [only=VARIANT[,VARIANT…]] [seed=N] [parallel=N] [--diagnoser PROGRAM] [--answers DIR] [--record FILE] [--result], "
        + "in the repository's folder, after a build; RUNS may be 0 with --record";

    /// <exception cref="FormatException">With the usage.</exception>
    public static CauseOptions Parse(IReadOnlyList<string> args, string diagnoser)
    {
        if (args.Count < 2 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out var runs) || runs < 0)
        {
            throw new FormatException(Usage);
        }

        var options = new CauseOptions(runs, HalfOf(args[1]), diagnoser, null, null, false, 1, 1);
        for (var i = 2; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--result" => options with { Result = true },
                "--diagnoser" when i + 1 < args.Count => options with { Diagnoser = args[++i] },
                "--answers" when i + 1 < args.Count => options with { Answers = args[++i] },
                "--record" when i + 1 < args.Count => options with { Record = args[++i] },
                ['p', 'a', 'r', 'a', 'l', 'l', 'e', 'l', '=', .. var most] when int.TryParse(most, CultureInfo.InvariantCulture, out var many) && many > 0 =>
                    options with { Parallel = many },
                ['o', 'n', 'l', 'y', '=', .. var names] => options with { Variants = Named(names, options.Variants) },
                ['s', 'e', 'e', 'd', '=', .. var seed] when int.TryParse(seed, CultureInfo.InvariantCulture, out var number) => options with { Seed = number },
                _ => throw new FormatException(Usage),
            };
        }

        return runs > 0 || options.Record is not null ? options : throw new FormatException(Usage);
    }

    private static IReadOnlyList<Variant> HalfOf(string name) => name switch
    {
        "tuned" => [.. Catalogue.Variants.Where(v => v.Half == SplitHalf.Tuned)],
        "untuned" => [.. Catalogue.Variants.Where(v => v.Half == SplitHalf.Untuned)],
        "all" => Catalogue.Variants,
        _ => throw new FormatException(Usage),
    };

    private static IReadOnlyList<Variant> Named(string names, IReadOnlyList<Variant> variants) =>
    [
        .. names.Split(',').Select(n => variants.FirstOrDefault(v => v.Name == n)
            ?? throw new FormatException($"There is no variant {n} here: {string.Join(", ", variants.Select(v => v.Name))}.")),
    ];
}
