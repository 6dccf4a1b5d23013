using HdrHistogram;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Running.Load;

public sealed class LoadMergeTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Merged_workers_tell_what_one_worker_tells(int count)
    {
        var merge = new LoadMerge(count);

        var expected = Told([(0, 0, 1)], out _);
        var merged = Told([.. Enumerable.Range(0, count).Select(i => (i, i, count))], out var workers)
            .Select((e, k) => merge.Add(workers[k], e)).OfType<Entry>().ToList();

        Texts(merged.OfType<LoadSecond>()).ShouldBe(Texts(expected.OfType<LoadSecond>()));
        merged.OfType<GeneratorReport>().Single().ShouldBe(
            expected.OfType<GeneratorReport>().Single() with { GcPauseMs = count, ResidentBytes = 1000 * count });
    }

    [Fact]
    public void A_second_is_told_when_every_worker_has_told_it()
    {
        var merge = new LoadMerge(2);

        merge.Add(0, Second(0)).ShouldBeNull();
        merge.Add(0, Second(1)).ShouldBeNull();
        merge.Add(1, Second(0)).ShouldBeOfType<LoadSecond>().Requests.ShouldBe(20);
        merge.Add(1, Second(1)).ShouldBeOfType<LoadSecond>().Second.ShouldBe(1);
    }

    [Fact]
    public void Ticks_add_up_in_step()
    {
        var merge = new LoadMerge(2);

        merge.Add(0, new LoadTick(5, 4, 1) { At = 1 }).ShouldBeNull();
        merge.Add(0, new LoadTick(9, 9, 0) { At = 2 }).ShouldBeNull();
        merge.Add(1, new LoadTick(3, 1, 2) { At = 1.1 }).ShouldBe(new LoadTick(8, 5, 3) { At = 1.1 });
    }

    [Fact]
    public void Trouble_of_one_worker_passes_at_once()
    {
        var trouble = new Trouble("load", "it died", Fatal: true) { At = 3 };

        new LoadMerge(3).Add(1, trouble).ShouldBe(trouble);
    }

    private static LoadSecond Second(int second) => new(second, 10, 10, new Dictionary<string, long>(), "500:10", "400:10") { At = second + 1 };

    /// <summary>The same requests, each told by the worker whose slice it is in.</summary>
    private static List<Entry> Told((int Worker, int Index, int Count)[] slices, out List<int> workers)
    {
        var entries = new List<Entry>();
        workers = [];
        foreach (var (worker, index, count) in slices)
        {
            var slice = new LoadSlice(index, count);
            var lateness = New();
            for (var second = 0; second < 3; second++)
            {
                var (latencies, fromSend, failed, requests) = (New(), New(), 0L, 0L);
                for (var k = 0L; k < 200; k++)
                {
                    var ordinal = (200 * second) + k;
                    if (!slice.Has(ordinal))
                    {
                        continue;
                    }

                    var late = (long)(1000 * Chance.Draw(1, (ulong)ordinal));
                    var took = (long)(2_000_000 * Chance.Draw(2, (ulong)ordinal));
                    lateness.RecordValue(late + 1);
                    latencies.RecordValue(late + took + 1);
                    fromSend.RecordValue(took + 1);
                    requests++;
                    failed += ordinal % 7 == 0 ? 1 : 0;
                }

                entries.Add(new LoadSecond(
                    second, requests, requests - failed, new Dictionary<string, long> { ["timeout"] = failed }, Text(latencies), Text(fromSend))
                { At = second + 1 });
                workers.Add(worker);
            }

            var sent = Enumerable.Range(0, 600).Count(k => slice.Has(k));
            entries.Add(new GeneratorReport(sent, sent, 0, Ms(lateness, 50), Ms(lateness, 99), Ms(lateness, 100), 0.1, 1, 1000, Text(lateness)) { At = 4 });
            workers.Add(worker);
        }

        return entries;
    }

    private static double Ms(HistogramBase histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / 1e3;

    private static LongHistogram New() => new(1, 3_600_000_000, 3);

    private static string Text(HistogramBase histogram) =>
        EncodedHistogram.Encode(histogram.RecordedValues().Select(s => (s.ValueIteratedTo, s.CountAtValueIteratedTo)));

    private static IEnumerable<(int, long, long, string, string, string)> Texts(IEnumerable<LoadSecond> seconds) =>
        seconds.OrderBy(s => s.Second).Select(s =>
            (s.Second, s.Requests, s.Ok, string.Join(",", s.Failures.Select(f => $"{f.Key}={f.Value}")), s.Latencies, s.FromSend));
}
