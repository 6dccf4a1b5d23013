using ReefChaos.Engine;
using ReefChaos.Engine.Running;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Running;

public sealed class RecorderTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void What_was_sent_is_read_back_in_order_from_the_file()
    {
        Entry[] sent =
        [
            new PhaseStarted(Phase.Fault) { At = 1 },
            new FaultArmed("leak-1") { At = 1.01 },
            new LoadSecond(1, 40, 39, new Dictionary<string, long> { ["timeout"] = 1 }, "900:39,2000000:1") { At = 4 },
        ];
        using (var recorder = new Recorder(Arm.Control, file, new SilentView(), SilentView.NothingSecret))
        {
            foreach (var entry in sent)
            {
                recorder.Send(entry);
            }
        }

        var read = HistoryReader.Read(file, Arm.Control).Entries;

        read.Count.ShouldBe(3);
        read[0].ShouldBe(sent[0]);
        read[1].ShouldBe(sent[1]);
        read[2].ShouldBeOfType<LoadSecond>().Failures["timeout"].ShouldBe(1);
    }

    [Fact]
    public void An_entry_is_on_disk_before_the_arm_is_over()
    {
        using var recorder = new Recorder(Arm.Defended, file, new SilentView(), SilentView.NothingSecret);

        recorder.Send(new FaultArmed("leak-1") { At = 1 });

        HistoryReader.Read(file, Arm.Defended).Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_half_written_last_line_is_passed_over()
    {
        using (var recorder = new Recorder(Arm.Defended, file, new SilentView(), SilentView.NothingSecret))
        {
            recorder.Send(new FaultArmed("leak-1") { At = 1 });
        }

        File.AppendAllText(file, "{\"entry\":\"fault-dis");

        HistoryReader.Read(file, Arm.Defended).Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_damaged_line_is_an_error_with_its_place()
    {
        File.WriteAllText(file, "{\"entry\":\"fault-armed\",\"fault\":\"leak-1\",\"at\":1}\n{\"entry\":\"fault-armed\",\"fault\":7}\n");

        var problem = Should.Throw<InvalidInputException>(() => HistoryReader.Read(file, Arm.Defended)).Problems.ShouldHaveSingleItem();

        problem.Line.ShouldBe(2);
        problem.Column.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_a_lack_of_the_environment() =>
        Should.Throw<EnvironmentLacksException>(() => new Recorder(Arm.Defended, Path.Combine(file, "x"), new SilentView(), SilentView.NothingSecret));
}
