using ReefChaos.Diagnoser;
using ReefChaos.Verdicts;
using static ReefChaos.Tests.Diagnoser.BuiltSignals;

namespace ReefChaos.Tests.Diagnoser;

public sealed class ClassifierTests
{
    [Fact]
    public void A_healthy_process_has_no_mode() => Modes(Healthy).ShouldBeEmpty();

    [Fact]
    public void Nothing_seen_is_nothing_named() => Modes(new Signals()).ShouldBeEmpty();

    [Fact]
    public void Pool_threads_that_stay_in_one_native_call_hang() =>
        Only(With(Threads(WaitKind.NativeCall, mean: 3, lasting: 3))).ShouldBe((CauseModes.NativeHang, Here));

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, true)]
    [InlineData(8, false)]
    public void Native_calls_that_return_and_threads_of_their_own_do_not(int lasting, bool onPool) =>
        Modes(With(Threads(WaitKind.NativeCall, mean: 8, lasting, onPool: onPool))).ShouldBeEmpty();

    [Fact]
    public void Calls_that_each_get_a_thread_of_their_own_hang_and_are_no_leak_of_threads() =>
        Only(With(Threads(WaitKind.NativeCall, mean: 20, lasting: 9, onPool: false) with { Count = new Change(10, 40) }) with { Threads = new Change(30, 60) })
            .ShouldBe((CauseModes.NativeHang, Here));

    [Theory]
    [InlineData("Monitor")]
    [InlineData("Lock")]
    [InlineData("Semaphore")]
    [InlineData("ReaderWriterLock")]
    public void Threads_that_queue_up_for_a_lock_contend(string kind) =>
        Only(With(Threads(Enum.Parse<WaitKind>(kind), mean: 2.5, lasting: 0))).ShouldBe((CauseModes.LockContention, Here));

    [Fact]
    public void A_hot_lock_that_is_held_for_milliseconds_does_not() =>
        Modes(With(Threads(WaitKind.Monitor, mean: 0.4, lasting: 0)) with { Locks = [new LockSignals("System.Object", 1, 500, 0, null)] }).ShouldBeEmpty();

    [Theory]
    [InlineData(30, 60, 1)]
    [InlineData(30, 0, 0)]
    public void In_a_pool_of_few_threads_one_that_waits_contends_where_work_waits_too(int first, int last, int modes) =>
        Modes(With(Threads(WaitKind.Semaphore, mean: 1.5, lasting: 0)) with { Pool = new PoolSignals(new Change(5, 5), new Change(first, last), 100) }).Count.ShouldBe(modes);

    [Theory]
    [InlineData(8, 3, 3, true, 1)]
    [InlineData(8, 3, 0, true, 0)]
    [InlineData(8, 0, 5, true, 0)]
    [InlineData(8, 3, 4, false, 0)]
    public void Threads_that_come_to_wait_at_a_gate_contend_and_idle_ones_do_not(double mean, int lasting, int more, bool onPool, int modes) =>
        Modes(With(Threads(WaitKind.Gate, mean, lasting, onPool: onPool) with { Count = new Change(5, 5 + more) })).Count.ShouldBe(modes);

    [Fact]
    public void Where_work_waits_for_the_threads_that_wait_at_a_gate_they_contend() =>
        Only(BlockedPool() with { Waits = [Threads(WaitKind.Gate, mean: 6, lasting: 6)] }).ShouldBe((CauseModes.LockContention, Here));

    [Theory]
    [InlineData(20, 0, 0)]
    [InlineData(20, 1, 1)]
    [InlineData(60, 0, 1)]
    public void A_turn_that_comes_in_milliseconds_is_no_contention(int waiting, int lasting, int modes) =>
        Modes(With(Parked(AwaitKind.Semaphore, waiting, waiting, lasting, inRequest: waiting)) with { Traffic = new TrafficSignals(5_000, 0) }).Count.ShouldBe(modes);

    [Fact]
    public void Async_waits_for_a_semaphore_contend() =>
        Only(With(Parked(AwaitKind.Semaphore, 40, 32, lasting: 0, inRequest: 32))).ShouldBe((CauseModes.LockContention, Here));

    [Fact]
    public void One_async_wait_for_a_semaphore_does_not() => Modes(With(Parked(AwaitKind.Semaphore, 1, 2, lasting: 0))).ShouldBeEmpty();

    [Fact]
    public void Workers_that_wait_for_a_signal_do_not()
    {
        Modes(With(Parked(AwaitKind.Semaphore, 6, 6, lasting: 6))).ShouldBeEmpty();
        Modes(With(Threads(WaitKind.Semaphore, mean: 6, lasting: 6, onPool: false))).ShouldBeEmpty();
    }

    [Fact]
    public void The_owner_of_a_lock_is_told()
    {
        var mode = Named(With(Threads(WaitKind.Monitor, mean: 5, lasting: 1)) with { Locks = [new LockSignals("Shop.Feed", 3, 9, 5, new LockOwner(7, new OwnerWait(WaitKind.Other, "Thread.Sleep", There)))] });

        mode.Evidence.ShouldContain(e => e.Contains("Shop.Feed") && e.Contains($"thread 7, which is in Thread.Sleep, called by {There}"));
    }

    [Theory]
    [InlineData(true, 1, "lock-contention native-hang")]
    [InlineData(true, 0, "lock-contention")]
    [InlineData(false, 1, "lock-contention")]
    public void A_thread_that_hangs_with_a_lock_that_others_wait_for_is_told_beside_it(bool isOwner, int lasting, string modes)
    {
        var owner = new LockOwner(7, isOwner ? new OwnerWait(WaitKind.NativeCall, "Libc.Read", There) : null);
        var signals = With(Threads(WaitKind.Monitor, mean: 5, lasting: 5), Threads(WaitKind.NativeCall, mean: 1, lasting, There)) with { Locks = [new LockSignals("Shop.Feed", 0, 0, 5, owner)] };

        string.Join(' ', Modes(signals).Select(m => m.Mode).Order()).ShouldBe(modes);
    }

    [Fact]
    public void Where_several_threads_hang_the_lock_that_one_of_them_holds_only_shows_it()
    {
        var owner = new LockOwner(7, new OwnerWait(WaitKind.NativeCall, "Libc.Read", There));
        var signals = With(Threads(WaitKind.Monitor, mean: 5, lasting: 5), Threads(WaitKind.NativeCall, mean: 2, lasting: 2, There)) with { Locks = [new LockSignals("Shop.Feed", 0, 0, 5, owner)] };

        Only(signals).ShouldBe((CauseModes.NativeHang, There));
    }

    [Fact]
    public void Writers_that_stay_parked_are_blocked_by_a_channel() =>
        Only(With(Parked(AwaitKind.ChannelWrite, 20, 40, lasting: 20, inRequest: 40))).ShouldBe((CauseModes.BlockedChannel, Here));

    [Theory]
    [InlineData(4, 2, 0, 1)]
    [InlineData(4, 0, 0, 0)]
    [InlineData(4, 0, 30, 1)]
    [InlineData(1.5, 0, 30, 1)]
    [InlineData(0.5, 0, 30, 0)]
    public void So_are_threads_that_wait_for_room_in_a_collection(double mean, int lasting, int queue, int modes) =>
        Modes(With(Threads(WaitKind.ChannelWrite, mean, lasting)) with { Pool = new PoolSignals(new Change(8, 8), new Change(queue, queue), 100) }).Count.ShouldBe(modes);

    [Fact]
    public void A_pipeline_that_its_channel_holds_back_is_not() => Modes(With(Parked(AwaitKind.ChannelWrite, 3, 3, lasting: 3))).ShouldBeEmpty();

    [Fact]
    public void Writers_that_take_turns_are_not() => Modes(With(Parked(AwaitKind.ChannelWrite, 20, 20, lasting: 2))).ShouldBeEmpty();

    [Theory]
    [InlineData("Http", 0)]
    [InlineData("Socket", 50)]
    [InlineData("Library", 50)]
    public void Calls_that_stay_unanswered_miss_a_timeout(string kind, int inRequest) =>
        Only(With(Parked(Enum.Parse<AwaitKind>(kind), 25, 50, lasting: 25, inRequest))).ShouldBe((CauseModes.MissingTimeout, Here));

    [Theory]
    [InlineData("Socket", 300, "missing-timeout")]
    [InlineData("Other", 300, "leak")]
    [InlineData("Socket", 60, "")]
    public void Calls_that_nobody_waits_for_miss_one_where_they_get_more_with_each_request(string kind, int last, string mode) =>
        string.Join(' ', Modes(With(Parked(Enum.Parse<AwaitKind>(kind), 50, last, lasting: 50))).Select(m => m.Mode)).ShouldBe(mode);

    [Fact]
    public void A_slow_downstream_that_answers_misses_none() => Modes(With(Parked(AwaitKind.Http, 100, 100, lasting: 0, inRequest: 100))).ShouldBeEmpty();

    [Theory]
    [InlineData("Http")]
    [InlineData("Socket")]
    [InlineData("Library")]
    [InlineData("Other")]
    [InlineData("Delay")]
    public void What_waits_outside_of_any_request_is_idle(string kind) =>
        Modes(With(Parked(Enum.Parse<AwaitKind>(kind), 25, 25, lasting: 25))).ShouldBeEmpty();

    [Fact]
    public void Threads_that_block_for_an_answer_miss_a_timeout() =>
        Only(With(Threads(WaitKind.Answer, mean: 6, lasting: 5))).ShouldBe((CauseModes.MissingTimeout, Here));

    [Fact]
    public void What_has_no_method_of_its_own_is_placed_where_threads_block_for_it() =>
        Only(BlockedPool(Parked(AwaitKind.Http, 8, 8, lasting: 8, blocking: 8))).ShouldBe((CauseModes.MissingTimeout, Here));

    [Fact]
    public void Pool_threads_that_block_on_each_others_work_are_sync_over_async() =>
        Only(BlockedPool(Parked(AwaitKind.Delay, 8, 8, lasting: 0, blocking: 8))).ShouldBe((CauseModes.SyncOverAsync, Here));

    [Theory]
    [InlineData("Delay", 8, "sync-over-async")]
    [InlineData("Delay", 3, "lock-contention")]
    [InlineData("Delay", 40, "lock-contention")]
    [InlineData("Http", 8, "missing-timeout")]
    public void An_event_that_an_async_method_of_each_thread_sets_stands_for_its_task(string kind, int parked, string mode)
    {
        var signals = BlockedPool(Parked(Enum.Parse<AwaitKind>(kind), parked - 3, parked, lasting: parked - 3, where: There)) with { Waits = [Threads(WaitKind.Gate, mean: 8, lasting: 8)] };

        string.Join(' ', Modes(signals).Select(m => m.Mode)).ShouldBe(mode);
    }

    [Fact]
    public void Answers_that_no_thread_fetches_are_sync_over_async_and_no_missing_timeout()
    {
        var parked = Parked(AwaitKind.Http, 8, 8, lasting: 8, blocking: 8) with { What = "System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs" };

        Only(BlockedPool(parked) with { Connections = new ConnectionSignals(new Change(8, 8), 7) }).ShouldBe((CauseModes.SyncOverAsync, Here));
    }

    [Fact]
    public void Blocking_in_a_pool_that_has_threads_left_is_not() =>
        Modes(BlockedPool(Parked(AwaitKind.Delay, 8, 8, lasting: 0, blocking: 8)) with { Pool = new PoolSignals(new Change(40, 40), new Change(0, 0), 9_000) }).ShouldBeEmpty();

    [Fact]
    public void Objects_that_get_more_with_each_request_leak() =>
        Only(Healthy with { Growth = [Grown(250)] }).ShouldBe((CauseModes.Leak, Here));

    [Fact]
    public void A_heap_that_grew_since_before_the_trouble_is_a_leak_of_those_who_keep_a_good_part_of_it()
    {
        var grown = Healthy with { InUse = new Change(40 << 20, 140 << 20), Kept = [Kept(90, Here), Kept(10, There)] };

        Only(grown).ShouldBe((CauseModes.Leak, Here));
        Classifier.Decide(grown with { InUse = new Change(40 << 20, 60 << 20) }).Modes.ShouldBeEmpty();
        Classifier.Decide(grown with { InUse = new Change(500L << 20, 600L << 20) }).Modes.ShouldBeEmpty();
        Classifier.Decide(grown with { InUse = null }).Modes.ShouldBeEmpty();
        Only(grown with { HeapLimit = 200 << 20 }).ShouldBe((CauseModes.Leak, Here));
        Classifier.Decide(grown with { HeapLimit = 400L << 20 }).Modes.ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_process_that_ended_what_it_kept_until_then_is_told() =>
        Only(Healthy with { HasEnded = true, InUse = new Change(40 << 20, 140 << 20), Kept = [Kept(90, Here)] }).ShouldBe((CauseModes.Leak, Here));

    [Fact]
    public void What_is_kept_and_grows_at_one_place_is_told_once()
    {
        var mode = Classifier.Decide(Healthy with { Growth = [Grown(250)], InUse = new Change(40 << 20, 140 << 20), Kept = [Kept(90, Here)] }).Modes.ShouldHaveSingleItem();

        mode.Evidence.Count.ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(250, false)]
    public void A_cache_that_fills_up_slowly_and_what_the_framework_keeps_do_not(long more, bool isUsers) =>
        Modes(Healthy with { Growth = [Grown(more) with { IsUsers = isUsers }] }).ShouldBeEmpty();

    [Fact]
    public void What_has_a_limit_or_has_become_full_does_not()
    {
        Modes(Healthy with { Growth = [Grown(250) with { IsLimited = true }] }).ShouldBeEmpty();
        Modes(Healthy with { Growth = [Grown(250) with { HasStopped = true }] }).ShouldBeEmpty();
    }

    [Fact]
    public void Connections_of_clients_that_nobody_disposes_of_leak()
    {
        var open = Healthy with { Connections = new ConnectionSignals(new Change(20, 270), 0) { Where = There } };

        Only(open).ShouldBe((CauseModes.Leak, There));
        Modes(open with { Connections = open.Connections with { Where = null } }).ShouldBeEmpty("one client may be what has them all");
        Modes(open with { Awaits = [Parked(AwaitKind.Http, 100, 330, lasting: 10)] }).ShouldBeEmpty("each of them waits for an answer");
        Modes(open with { Awaits = [Parked(AwaitKind.Http, 100, 160, lasting: 10)] }).ShouldBeEmpty("on a busy machine the looks at both are not at one time");
        Modes(open with { Pool = new PoolSignals(new Change(8, 8), new Change(9, 9), 10) }).ShouldBeEmpty("nobody is there to close them");
    }

    [Fact]
    public void Methods_parked_for_good_with_each_request_leak_and_are_told_once() =>
        Only(With(Parked(AwaitKind.Other, 100, 350, lasting: 100)) with { Growth = [Grown(250) with { Where = There }] }).ShouldBe((CauseModes.Leak, Here));

    [Fact]
    public void Threads_that_get_more_leak() =>
        Only(With(Threads(WaitKind.Other, 10, 3, onPool: false) with { Count = new Change(5, 30) }) with { Threads = new Change(20, 45) }).ShouldBe((CauseModes.Leak, Here));

    [Fact]
    public void Memory_beyond_the_managed_heap_leaks_where_the_users_code_takes_it_if_it_does()
    {
        var memory = new MemorySignals(100 << 20, 120 << 20, 140 << 20);

        Only(Healthy with { Memory = memory }).ShouldBe((CauseModes.Leak, null));
        Only(Healthy with { Memory = memory with { Where = There } }).ShouldBe((CauseModes.Leak, There));
    }

    [Theory]
    [InlineData(130, 131, 0)]
    [InlineData(102, 104, 0)]
    [InlineData(106, 112, 60)]
    public void Memory_that_is_taken_once_or_slowly_or_by_threads_does_not(int middle, int last, int threads) =>
        Modes(Healthy with { Memory = new MemorySignals(100 << 20, (long)middle << 20, (long)last << 20), Threads = new Change(20, 20 + threads) }).ShouldBeEmpty();

    [Theory]
    [InlineData(230, 0)]
    [InlineData(250, 1)]
    public void What_requests_that_are_held_up_refer_to_does_not(int growth, int leaks) =>
        Modes(With(Parked(AwaitKind.Other, 100, 220, lasting: 100, inRequest: 220)) with { Growth = [Grown(growth)] }).Count.ShouldBe(leaks);

    [Theory]
    [InlineData(30, 0)]
    [InlineData(0, 1)]
    public void Nor_does_what_waits_in_a_channel_for_a_reader_without_a_thread(int queue, int leaks) =>
        Modes(Healthy with
        {
            Growth = [Grown(250) with { Path = ["a root", "Shop.Mail", "System.Threading.Channels.BoundedChannel", "Shop.Letter"] }],
            Pool = new PoolSignals(new Change(8, 8), new Change(queue, queue), 100),
        }).Count.ShouldBe(leaks);

    [Fact]
    public void A_leak_is_a_note_where_the_heap_has_room_left()
    {
        var both = With(Threads(WaitKind.Lock, mean: 3, lasting: 3, where: There)) with { Growth = [Grown(250)], InUse = new Change(20 << 20, 100 << 20) };

        var cause = Classifier.Decide(both with { HeapLimit = 400 << 20 });

        cause.Modes.ShouldHaveSingleItem().Mode.ShouldBe(CauseModes.LockContention);
        cause.Notes.ShouldHaveSingleItem().ShouldContain("Shop.cs:12 leaks");
        Modes(both with { HeapLimit = 120 << 20 }).ShouldBe([(CauseModes.LockContention, There), (CauseModes.Leak, Here)]);
        Modes(both).Count.ShouldBe(2, "how large the heap may get is not known");
        var alone = Classifier.Decide(both with { Waits = [], HeapLimit = 400 << 20 });
        alone.Modes.ShouldBeEmpty();
        alone.Notes.ShouldHaveSingleItem().ShouldContain("Shop.cs:12 leaks");
        Only(both with { Waits = [], HeapLimit = 120 << 20 }).ShouldBe((CauseModes.Leak, Here));
    }

    [Theory]
    [InlineData(10, "lock-contention")]
    [InlineData(40, "lock-contention leak")]
    public void A_leak_of_some_bytes_beside_what_holds_requests_up_is_not_what_fails(long bytesEach, string modes) =>
        string.Join(' ', Modes(With(Threads(WaitKind.Lock, mean: 3, lasting: 3)) with { Growth = [Grown(250) with { Bytes = new Change(0, 250 * bytesEach) }] }).Select(m => m.Mode)).ShouldBe(modes);

    [Fact]
    public void A_collector_under_pressure_is_no_mode() => Modes(Healthy with { Collector = new CollectorSignals(0.6, 900 << 20, 0.02) }).ShouldBeEmpty();

    [Fact]
    public void Two_modes_are_told_as_two() =>
        Modes(With(Threads(WaitKind.NativeCall, 3, 3)) with { Awaits = [Parked(AwaitKind.ChannelWrite, 9, 9, lasting: 9, inRequest: 9, where: There)] })
            .ShouldBe([(CauseModes.NativeHang, Here), (CauseModes.BlockedChannel, There)]);

    [Fact]
    public void A_starved_process_has_no_mode_whatever_it_shows()
    {
        var cause = Classifier.Decide(With(Threads(WaitKind.NativeCall, 3, 3)) with { Processor = new ProcessorSignals(0.5, 20, 0) });

        cause.Starved.ShouldBeTrue();
        cause.Modes.ShouldBeEmpty();
        cause.Notes.ShouldHaveSingleItem().ShouldContain("20.0 s");
    }

    [Theory]
    [InlineData(0, 0, 0.9, true)]
    [InlineData(0, 0, 0.5, false)]
    [InlineData(2, 18, 0, false)]
    [InlineData(0, 0, 0, false)]
    public void Only_a_quota_that_is_used_up_or_threads_that_hardly_ever_run_starve(double run, double wait, double throttled, bool starved) =>
        Classifier.Decide(Healthy with { Processor = new ProcessorSignals(run, wait, throttled) }).Starved.ShouldBe(starved);

    [Fact]
    public void Of_a_paused_process_and_of_one_that_ended_nothing_is_told()
    {
        foreach (var signals in new[] { With(Threads(WaitKind.NativeCall, 3, 3)) with { IsPaused = true }, With(Threads(WaitKind.NativeCall, 3, 3)) with { HasEnded = true } })
        {
            var cause = Classifier.Decide(signals);

            cause.Modes.ShouldBeEmpty();
            cause.Starved.ShouldBeFalse();
            cause.Notes.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void What_speaks_against_is_told()
    {
        var mode = Named(With(Threads(WaitKind.Lock, mean: 3, lasting: 0)));

        mode.Against.ShouldContain(a => a.Contains("none of them waited all the time"));
        mode.Against.ShouldContain(a => a.Contains("250 requests were served"));
        mode.Advice.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("System.Collections.Generic.Queue", "lock-contention")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary", "missing-timeout")]
    [InlineData("System.Collections.Generic.List", "")]
    public void Requests_that_pile_up_for_promises_are_told_by_what_keeps_those(string keeper, string mode)
    {
        var promises = Grown(200) with { Type = "System.Threading.Tasks.TaskCompletionSource<System.Int32>", Path = ["a root", "Shop.Desk", keeper, "System.Threading.Tasks.TaskCompletionSource"] };
        var piled = With(Piled) with { Growth = [promises] };

        string.Join(' ', Modes(piled).Select(m => $"{m.Mode}")).ShouldBe(mode);
        Modes(piled with { Traffic = new TrafficSignals(800, 0) }).ShouldBeEmpty("most do not wait there");
    }

    [Theory]
    [InlineData(40, "Shop.Buy", "missing-timeout")]
    [InlineData(10, "Shop.Buy", "lock-contention missing-timeout")]
    [InlineData(40, "Bank.Pay", "lock-contention missing-timeout")]
    public void A_lock_whose_holders_wait_for_ever_is_no_trouble_of_its_own(int lasting, string holder, string modes)
    {
        var calls = Parked(AwaitKind.Http, 4, 4, lasting: 4, inRequest: 4, where: new CodeSite(holder, "Shop.cs", 40));

        string.Join(' ', Modes(With(Parked(AwaitKind.Semaphore, 40, 90, lasting, inRequest: 90), calls)).Select(m => m.Mode)).ShouldBe(modes);
    }

    [Fact]
    public void Requests_that_pile_up_behind_a_worker_are_told_by_what_that_waits_for()
    {
        Only(With(Piled, Parked(AwaitKind.Http, 1, 1, lasting: 1, where: There)) with { Waits = [] }).ShouldBe((CauseModes.MissingTimeout, There));
        Only(With(Piled, Parked(AwaitKind.ChannelWrite, 1, 1, lasting: 1, where: There))).ShouldBe((CauseModes.BlockedChannel, There));
        Only(With(Threads(WaitKind.NativeCall, 1, 1, There, onPool: false)) with { Awaits = [Piled] }).ShouldBe((CauseModes.NativeHang, There));
        Modes(With(Threads(WaitKind.NativeCall, 1, 1, There, onPool: false))).ShouldBeEmpty("nobody waits for it");
        Modes(With(Piled)).ShouldBeEmpty("nobody knows what for");
    }

    [Fact]
    public void A_native_call_that_the_framework_makes_hangs_where_requests_wait_for_it() =>
        Only(With(Threads(WaitKind.NativeCall, 4, 4) with { Where = null }) with { Awaits = [Parked(AwaitKind.Other, 30, 60, lasting: 30, inRequest: 60)] })
            .ShouldBe((CauseModes.NativeHang, Here));

    private static ParkedAwaits Piled => Parked(AwaitKind.Other, 100, 300, lasting: 100, inRequest: 300);

    private static TypeGrowth Kept(long mib, CodeSite where) =>
        new("Shop.Page", new Change(0, mib), new Change(0, mib << 20), ["a root", "Shop.Pages"], IsUsers: true, where);

    private static TypeGrowth Grown(long more) =>
        new("Shop.Session", new Change(100, 100 + more), new Change(0, more * 64), ["Shop.Sessions.all", "List", "Shop.Session"], true, Here);

    private static List<(string Mode, CodeSite? Where)> Modes(Signals signals) => [.. Classifier.Decide(signals).Modes.Select(m => (m.Mode, m.Where))];

    private static (string Mode, CodeSite? Where) Only(Signals signals) => Modes(signals).ShouldHaveSingleItem();

    private static CauseMode Named(Signals signals) => Classifier.Decide(signals).Modes.ShouldHaveSingleItem();
}
