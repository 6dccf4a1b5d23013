using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Tests.Benchmarks.Cause;

public sealed class DiagnosisLogTests : IDisposable
{
    private static readonly Variant Sick = Catalogue.Variants.First(v => v.Modes.SequenceEqual([Mode.Lock]));
    private static readonly Variant Control = Catalogue.Variants.First(v => v.IsControl);
    private static readonly Site[] Sites = [new(Sick.Name, Mode.Lock, "Desk.Take", "Desk.cs", 12, false)];

    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Parts_add_up()
    {
        new DiagnosisLog(file).Add(Said(Sick, new NamedMode(Mode.Lock, new Place("Desk.Take", "/src/Desk.cs", 12), ["12 wait"], ["few"])));
        new DiagnosisLog(file).Add(new Diagnosis(Control, null, "exit code 5", TimeSpan.FromSeconds(2.5)) { Score = Score.Of(Control, [], null) });

        var read = new DiagnosisLog(file).Read(Sites);

        read.Select(d => d.Variant).ShouldBe([Sick, Control]);
        read[0].Score.ShouldBe(new Score(true, true, true, true));
        read[0].Answer!.PauseMs.ShouldBe(3.5);
        read[0].Answer!.Modes[0].ToString().ShouldBe("lock-contention at Desk.Take /src/Desk.cs:12; evidence: 12 wait; against: few");
        (read[1].Answer, read[1].Trouble, read[1].Took).ShouldBe((null, "exit code 5", TimeSpan.FromSeconds(2.5)));
    }

    [Fact]
    public void What_was_said_is_scored_by_the_marks_of_today()
    {
        new DiagnosisLog(file).Add(Said(Sick, new NamedMode(Mode.Lock, new Place("Desk.Take", "/src/Desk.cs", 12))));

        new DiagnosisLog(file).Read([Sites[0] with { Line = 13 }])[0].Score.ShouldBe(new Score(true, true, false, true));
    }

    [Fact]
    public void Nothing_is_recorded_yet() => new DiagnosisLog(file).Read(Sites).ShouldBeEmpty();

    [Theory]
    [InlineData("half a li", "is no diagnosis")]
    [InlineData("null", "of no variant that there is")]
    [InlineData("""{ "Variant": "gone", "TookSeconds": 1 }""", "of no variant that there is: gone")]
    public void A_wrong_line_is_told_with_its_place(string line, string why)
    {
        new DiagnosisLog(file).Add(Said(Control));
        File.AppendAllText(file, line + "\n");

        var refused = Should.Throw<FormatException>(() => new DiagnosisLog(file).Read(Sites)).Message;

        refused.ShouldContain($"{file}:2");
        refused.ShouldContain(why);
    }

    private static Diagnosis Said(Variant variant, params NamedMode[] modes)
    {
        var answer = new Answer(false, modes, 3.5);
        return new Diagnosis(variant, answer, null, TimeSpan.FromSeconds(2)) { Score = Score.Of(variant, [], answer) };
    }
}
