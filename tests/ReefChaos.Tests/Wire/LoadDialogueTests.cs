using System.IO.Pipelines;
using System.Text.Json;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Tests.Agent;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Wire;

public sealed class LoadDialogueTests
{
    private static readonly BeginLoad Begin = new(
        new LoadProfile { Name = "checkout", Simulations = [], Journeys = [] }, "http://127.0.0.1:1", 7, 0, new LoadSlice(0, 1));

    [Fact]
    public void It_is_ready_tells_its_clock_runs_and_sends_what_it_saw()
    {
        var run = new PlannedRun();
        var (code, replies) = Talk(run, new AskClock(), new AskClock(), Begin);

        code.ShouldBe(LoadDialogue.Completed);
        replies.Select(r => r.GetType()).ShouldBe([typeof(LoadReady), typeof(ClockReading), typeof(ClockReading), typeof(LoadEntry)]);
        var clocks = replies.OfType<ClockReading>().Select(c => c.Nanoseconds).ToList();
        clocks[0].ShouldBeGreaterThan(0);
        clocks[1].ShouldBeGreaterThanOrEqualTo(clocks[0]);
        replies.OfType<LoadEntry>().Single().Entry.ShouldBe(PlannedRun.Seen);
        run.Order.ShouldBe(Begin with { Profile = run.Order!.Profile });
        (run.Ran, run.Disposed).ShouldBe((true, true));
    }

    [Fact]
    public void The_driver_warms_up_before_it_is_ready()
    {
        var sent = new MemoryStream();
        var dialogue = new LoadDialogue(Orders(), new LineChannel(sent), _ => { });

        var warm = false;

        dialogue.Run(WarmUp, (_, _) => new PlannedRun()).ShouldBe(LoadDialogue.Failed);

        warm.ShouldBeTrue();
        Replies(sent).ShouldHaveSingleItem().ShouldBe(new LoadReady());

        void WarmUp()
        {
            sent.Length.ShouldBe(0);
            warm = true;
        }
    }

    [Fact]
    public void A_runner_that_ends_before_it_begins_gets_no_run()
    {
        var (code, replies) = Talk(new PlannedRun(), new AskClock());

        code.ShouldBe(LoadDialogue.Failed);
        replies.Count.ShouldBe(2);
    }

    [Fact]
    public void Another_order_in_place_of_the_beginning_is_refused()
    {
        var (code, replies) = Talk(new PlannedRun(), new EndLoad(3));

        code.ShouldBe(LoadDialogue.Failed);
        replies[^1].ShouldBe(new LoadFailed("Before 'begin' only 'clock' may stand."));
    }

    [Fact]
    public void What_the_driver_cannot_do_is_told()
    {
        var (code, replies) = Talk(new PlannedRun { Failure = new NotSupportedException("no such simulation here") }, Begin);

        code.ShouldBe(LoadDialogue.Failed);
        replies[^1].ShouldBe(new LoadFailed("no such simulation here"));
    }

    [Fact]
    public void The_end_is_handed_on_and_a_runner_that_is_gone_ends_the_process()
    {
        var exits = new List<int>();
        var orders = new Pipe();
        var run = new PlannedRun { WaitsForEnd = true };
        var asked = new LineChannel(orders.Writer.AsStream());
        asked.Write<LoadOrder>(Begin);
        asked.Write<LoadOrder>(new EndLoad(3.5));

        new LoadDialogue(new LineChannel(orders.Reader.AsStream()), new LineChannel(new MemoryStream()), Exit).Run(() => { }, (_, _) => run).ShouldBe(LoadDialogue.Completed);

        run.EndedAt.ShouldBe(3.5);
        run.EndedOn!.IsBackground.ShouldBeTrue("a runner that says nothing more must not keep the process alive");
        lock (exits)
        {
            exits.ShouldBeEmpty();
        }

        asked.Dispose();
        AgentBench.Soon(() => Exits().SequenceEqual([LoadDialogue.Failed])).ShouldBeTrue();

        void Exit(int code)
        {
            lock (exits)
            {
                exits.Add(code);
            }
        }

        List<int> Exits()
        {
            lock (exits)
            {
                return [.. exits];
            }
        }
    }

    [Fact]
    public void Another_order_in_place_of_the_end_ends_the_process()
    {
        using var exited = new ManualResetEventSlim();
        var run = new PlannedRun { WaitsFor = exited };

        new LoadDialogue(Orders(Begin, new AskClock()), new LineChannel(new MemoryStream()), _ => exited.Set()).Run(() => { }, (_, _) => run).ShouldBe(LoadDialogue.Completed);

        exited.IsSet.ShouldBeTrue();
        run.EndedAt.ShouldBeNull();
    }

    [Fact]
    public void A_runner_that_takes_no_answer_leaves_an_exit_code() =>
        new LoadDialogue(Orders(new EndLoad(1)), new LineChannel(new BrokenPipe()), _ => { }).Run(() => { }, (_, _) => new PlannedRun()).ShouldBe(LoadDialogue.Failed);

    private static (int Code, List<LoadReply> Replies) Talk(PlannedRun run, params LoadOrder[] orders)
    {
        var sent = new MemoryStream();
        var code = new LoadDialogue(Orders(orders), new LineChannel(sent), _ => { }).Run(() => { }, run.Begin);
        return (code, Replies(sent));
    }

    private static LineChannel Orders(params LoadOrder[] orders)
    {
        var stream = new MemoryStream();
        var lines = new LineChannel(stream);
        foreach (var order in orders)
        {
            lines.Write(order);
        }

        stream.Position = 0;
        return new LineChannel(stream);
    }

    private static List<LoadReply> Replies(MemoryStream sent) =>
        [.. System.Text.Encoding.UTF8.GetString(sent.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<LoadReply>(l, ReefJson.Line)!)];

    /// <summary>Sends one entry, and ends.</summary>
    private sealed class PlannedRun : ILoadRun
    {
        private readonly ManualResetEventSlim ended = new();

        public static Entry Seen { get; } = new LoadTick(1, 2, 3) { At = 4 };

        public Exception? Failure { get; init; }

        public bool WaitsForEnd { get; init; }

        public ManualResetEventSlim? WaitsFor { get; init; }

        public BeginLoad? Order { get; private set; }

        public double? EndedAt { get; private set; }

        public Thread? EndedOn { get; private set; }

        public bool Ran { get; private set; }

        public bool Disposed { get; private set; }

        public ILoadRun Begin(BeginLoad order, Action<Entry> send)
        {
            Order = order;
            send(Seen);
            return Failure is null ? this : throw Failure;
        }

        public void End(double atSeconds)
        {
            EndedAt = atSeconds;
            EndedOn = Thread.CurrentThread;
            ended.Set();
        }

        public void Run()
        {
            Ran = true;
            (WaitsForEnd ? ended : WaitsFor)?.Wait(AgentBench.Patience).ShouldBeTrue();
        }

        public void Dispose()
        {
            Disposed = true;
            ended.Dispose();
        }
    }

    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
