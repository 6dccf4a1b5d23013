using ReefChaos.Histories;
using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

public sealed class CopiesTests
{
    [Fact]
    public void A_copy_sends_when_its_last_answer_is_there()
    {
        var run = new ManualRun(Of(Copies(3), Get("/")));
        run.Transport.AnswersAfter = _ => 100;
        run.To(1);

        run.Transport.Sent.GroupBy(s => s.Ms).Select(g => g.Count()).ShouldBe(Enumerable.Repeat(3, 10));
        run.Seconds.Single().Ok.ShouldBe(30);
        run.Report.Lateness.ShouldBe("");
    }

    [Fact]
    public void A_copy_thinks_before_its_first_step_too()
    {
        var run = new ManualRun(Of(Copies(1), Get("/", thinkSeconds: 0.3)));
        run.Transport.AnswersAfter = _ => 100;
        run.To(1);

        run.Transport.Sent.Select(s => s.Ms).ShouldBe([300, 700]);
    }

    [Fact]
    public void Refusals_make_no_busy_loop()
    {
        var run = new ManualRun(Of(Copies(1), Get("/")));
        run.Transport.Fails = _ => FailureKinds.Connection;
        run.To(1);

        run.Transport.Sent.Count.ShouldBe(100);
    }

    [Fact]
    public void Copies_share_the_iterations_and_then_nothing_is_sent()
    {
        var run = new ManualRun(Of(Iterations(3, 10), Get("/a"), Get("/b")));
        run.Transport.AnswersAfter = _ => 1;
        run.To(1);

        run.Transport.Sent.Count(s => s.Step == 0).ShouldBe(10);
        run.Transport.Sent.Select(s => s.Ordinal).Distinct().Order().ShouldBe(Enumerable.Range(0, 10).Select(i => (long)i));
    }

    [Fact]
    public void Each_piece_has_iterations_of_its_own()
    {
        var profile = Of(Iterations(2, 10), Get("/")) with { Simulations = [Iterations(2, 10), Iterations(3, 7)] };

        var sent = new ManualRun(profile).To(2).Transport.Sent;

        (sent.Count(s => s.Ms < 1000), sent.Count(s => s.Ms >= 1000)).ShouldBe((10, 7));
    }

    [Fact]
    public void Slices_share_out_copies_and_iterations_exactly()
    {
        var profile = Of(Iterations(4, 10), Get("/")) with { Simulations = [Copies(4), Iterations(4, 10), Copies(5)] };
        var slices = Enumerable.Range(0, 3).Select(i =>
        {
            var run = new ManualRun(profile, new LoadSlice(i, 3));
            run.Transport.AnswersAfter = _ => 100;
            return run.To(3).Transport.Sent;
        }).ToList();

        slices.Select(s => s.Count(r => r.Ms == 0)).ShouldBe([2, 1, 1]);
        slices.Sum(s => s.Count(r => r.Ms is >= 1000 and < 2000)).ShouldBe(10);
        slices.Select(s => s.Count(r => r.Ms is >= 2500 and < 2600)).ShouldBe([2, 2, 1]);
    }

    [Fact]
    public void A_ramp_starts_copies_one_after_the_other_and_ends_them_when_it_falls()
    {
        var up = new Simulation(SimulationKind.RampingConstant, TimeSpan.FromSeconds(1), 10);
        var down = new Simulation(SimulationKind.RampingConstant, TimeSpan.FromSeconds(1), 0);
        var run = new ManualRun(Of(up, Get("/")) with { Simulations = [up, down] });
        run.Transport.AnswersAfter = _ => 10;
        run.To(2);

        var perTenth = run.Transport.Sent.GroupBy(s => (int)(s.Ms / 100)).ToDictionary(g => g.Key, g => g.Count());
        perTenth[9].ShouldBeGreaterThan(perTenth[1] * 3);
        perTenth[10].ShouldBeGreaterThan(perTenth[18] * 3);
    }

    [Fact]
    public void What_a_copy_could_not_send_is_the_workers_own_fault()
    {
        var run = new ManualRun(Of(Copies(1), Get("/")));
        var sent = 0;
        run.Transport.AnswersAfter = flight =>
        {
            if (++sent == 1)
            {
                run.Traffic.Unsent(flight, "no descriptors", 0);
                return null;
            }

            return 100;
        };
        run.To(1);

        (run.Report.Due, run.Report.Unsent).ShouldBe((sent, 1));
        run.Report.Sent.ShouldBe(sent - 1);
        run.Failures.ShouldBeEmpty();
        var trouble = run.Entries.OfType<Trouble>().ShouldHaveSingleItem();
        (trouble.Source, trouble.Message, trouble.Fatal).ShouldBe(("load", "no descriptors", false));
    }
}
