using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Tests.Benchmarks.Cause;

public sealed class CauseReportTests
{
    private static readonly Variant Sick = new("desk", SplitHalf.Tuned, [Mode.Lock], 10, new Onset());
    private static readonly Variant Pair = new("pair", SplitHalf.Untuned, [Mode.Lock, Mode.Leak], 10, new Onset());
    private static readonly Variant Control = new("idle", SplitHalf.Tuned, [], 10, new Onset());

    private static readonly Diagnosis[] Diagnoses =
    [
        Said(Sick, Mode.Lock), Said(Sick, Mode.Lock), Said(Sick, Mode.Hang), Said(Sick),
        Said(Pair, Mode.Lock, Mode.Leak), Said(Pair, Mode.Leak),
        Said(Control), Said(Control, Mode.Leak),
        new(Control, null, "exit code 5", TimeSpan.FromSeconds(3)) { Score = Score.Of(Control, [], null) },
    ];

    [Fact]
    public void The_matrix_has_truths_as_rows_and_answers_as_columns()
    {
        var confusion = new Confusion(Diagnoses);

        confusion.Rows.ShouldBe([Mode.Lock, "leak + lock-contention", "none"]);
        confusion.Columns.ShouldBe([Mode.Leak, Mode.Lock, Mode.Hang, "leak + lock-contention", "none", "no answer"]);
        confusion[Mode.Lock, Mode.Lock].ShouldBe(2);
        confusion[Mode.Lock, Mode.Hang].ShouldBe(1);
        confusion[Mode.Lock, "none"].ShouldBe(1);
        confusion["leak + lock-contention", Mode.Leak].ShouldBe(1);
        confusion["none", Mode.Leak].ShouldBe(1);
        confusion["none", "no answer"].ShouldBe(1);
        confusion["none", Mode.Lock].ShouldBe(0);
    }

    [Fact]
    public void All_runs_are_in_the_matrix()
    {
        var confusion = new Confusion(Diagnoses);

        confusion.Rows.SelectMany(r => confusion.Columns.Select(c => confusion[r, c])).Sum().ShouldBe(Diagnoses.Length);
    }

    [Fact]
    public void The_page_has_shares_matrix_variants_and_what_was_not_scored()
    {
        var page = CauseReport.Of(Diagnoses, ["quota: needs root"], "cause 4 all");

        page.ShouldContain("Command: `cause 4 all`");
        page.ShouldContain("| right modes, all variants | 4 of 9, 44.4 %");
        page.ShouldContain("| right modes, sick variants | 3 of 6, 50.0 %");
        page.ShouldContain("| a mode named on a healthy or starved control | 1 of 3, 33.3 %");
        page.ShouldContain("| no answer | 1 of 9, 11.1 %");
        page.ShouldContain("| lock-contention | 0 | 2 | 1 | 0 | 1 | 0 |");
        page.ShouldContain("| desk | tuned | 4 | 2 |");
        page.ShouldContain("no answer: exit code 5");
        page.ShouldContain("- quota: needs root");
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(98, 100, 0.9300, 0.9945)]
    public void The_interval_is_Wilsons(int hits, int of, double low, double high)
    {
        new Proportion(hits, of).Low.ShouldBe(low, 0.0005);
        new Proportion(hits, of).High.ShouldBe(high, 0.0005);
    }

    [Fact]
    public void Nothing_is_known_of_no_runs()
    {
        new Proportion(0, 0).Low.ShouldBe(0);
        new Proportion(0, 0).High.ShouldBe(1);
        $"{new Proportion(0, 0)}".ShouldBe("no runs");
    }

    private static Diagnosis Said(Variant variant, params string[] modes)
    {
        var answer = new Answer(false, [.. modes.Select(m => new NamedMode(m))], 10);
        return new Diagnosis(variant, answer, null, TimeSpan.FromSeconds(2)) { Score = Score.Of(variant, [], answer) };
    }
}
