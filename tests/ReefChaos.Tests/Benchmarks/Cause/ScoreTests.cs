using System.Text.Json;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Tests.Benchmarks.Cause;

public sealed class ScoreTests
{
    private static readonly Variant Sick = new("desk", SplitHalf.Tuned, [Mode.Lock], 10, new Onset());
    private static readonly Variant Pair = new("pair", SplitHalf.Untuned, [Mode.Lock, Mode.Leak], 10, new Onset());
    private static readonly Variant Control = new("idle", SplitHalf.Tuned, [], 10, new Onset());

    private static readonly Site[] Sites =
    [
        new("desk", Mode.Lock, "Desk.Take", "Desk.cs", 12, false),
        new("desk", Mode.Lock, "Desk.Hold", "Desk.cs", 30, true),
        new("pair", Mode.Lock, "Pair.Take", "Pair.cs", 7, false),
        new("pair", Mode.Leak, "Pair.Keep", "Pair.cs", 9, false),
    ];

    private static readonly NamedMode RightLock = Named(Mode.Lock, "App.Desk.Take", "/src/Desk.cs", 12);

    [Fact]
    public void A_right_answer_is_right_in_all() => Of(Sick, RightLock).ShouldBe(new Score(true, true, true, true));

    [Fact]
    public void An_alternative_place_is_as_right() =>
        Of(Sick, Named(Mode.Lock, "App.Desk.Hold", "/src/Desk.cs", 30)).ShouldBe(new Score(true, true, true, true));

    [Fact]
    public void A_wrong_mode_is_wrong_in_all_even_at_the_right_place() =>
        Of(Sick, Named(Mode.Leak, "App.Desk.Take", "/src/Desk.cs", 12)).ShouldBe(new Score(false, false, false, true));

    [Fact]
    public void One_mode_too_many_is_wrong() =>
        Of(Sick, RightLock, Named(Mode.Leak, "App.Desk.Take", "/src/Desk.cs", 12)).ShouldBe(new Score(false, false, false, true));

    [Fact]
    public void No_mode_is_wrong_for_the_sick_and_right_for_a_control()
    {
        Of(Sick).ShouldBe(new Score(false, false, false, true));
        Of(Control).Modes.ShouldBeTrue();
        Of(Control, RightLock).Modes.ShouldBeFalse();
    }

    [Fact]
    public void A_wrong_line_leaves_the_method_right() =>
        Of(Sick, Named(Mode.Lock, "App.Desk.Take", "/src/Desk.cs", 13)).ShouldBe(new Score(true, true, false, true));

    [Fact]
    public void A_mode_without_a_place_leaves_the_mode_right() => Of(Sick, new NamedMode(Mode.Lock)).ShouldBe(new Score(true, false, false, true));

    [Fact]
    public void Of_two_modes_each_needs_its_own_place()
    {
        var take = Named(Mode.Lock, "Pair.Take", "Pair.cs", 7);

        Of(Pair, Named(Mode.Leak, "Pair.Keep", "Pair.cs", 9), take).ShouldBe(new Score(true, true, true, true));
        Of(Pair, Named(Mode.Leak, "Pair.Take", "Pair.cs", 7), take).ShouldBe(new Score(true, false, false, true));
        Of(Pair, take).Modes.ShouldBeFalse();
    }

    [Fact]
    public void A_mode_named_twice_is_judged_by_its_first_place()
    {
        var elsewhere = Named(Mode.Lock, "App.Door.Open", "/src/Door.cs", 3);

        Of(Sick, RightLock, elsewhere).Lines.ShouldBeTrue();
        Of(Sick, elsewhere, RightLock).Methods.ShouldBeFalse();
    }

    [Fact]
    public void No_answer_is_wrong_also_for_a_control() => Score.Of(Control, Sites, null).ShouldBe(new Score(false, false, false, false));

    [Fact]
    public void Starvation_must_be_told_where_it_is_and_nowhere_else()
    {
        Score.Of(Sick, Sites, new Answer(true, [RightLock], 0)).Starved.ShouldBeFalse();
        Score.Of(Control with { Starved = true }, Sites, new Answer(true, [], 0)).Starved.ShouldBeTrue();
        Score.Of(Control with { Starved = true }, Sites, new Answer(false, [], 0)).Starved.ShouldBeFalse();
        Score.Of(Control with { Starved = null }, Sites, new Answer(true, [], 0)).Starved.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_is_read_as_it_is_printed()
    {
        var answer = Answer.Parse("""
            { "starved": false, "modes": [ { "mode": "leak", "where": { "method": "A.B", "file": "A.cs", "line": 4 }, "evidence": ["grows"], "against": [] },
              { "mode": "native-hang" } ], "pauseMs": 12.5, "more": 1 }
            """);

        answer.Label.ShouldBe("leak + native-hang");
        answer.PauseMs.ShouldBe(12.5);
        answer.Modes[0].Where.ShouldBe(new Place("A.B", "A.cs", 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "starved": false, "modes": null, "pauseMs": 1 }""")]
    [InlineData("""{ "starved": false, "pauseMs": 1 }""")]
    public void What_is_no_answer_is_refused(string printed) => Should.Throw<JsonException>(() => Answer.Parse(printed));

    private static Score Of(Variant variant, params NamedMode[] modes) => Score.Of(variant, Sites, new Answer(false, modes, 0));

    private static NamedMode Named(string mode, string method, string file, int line) => new(mode, new Place(method, file, line));
}
