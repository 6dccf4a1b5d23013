using HdrHistogram;
using ReefChaos.Load.Recording;

namespace ReefChaos.Tests.Load;

public sealed class HistogramTests
{
    [Fact]
    public void Its_buckets_are_those_of_the_library()
    {
        var chance = new Random(1);
        var ours = new Histogram();
        var theirs = new LongHistogram(1, Histogram.Longest, 3);
        foreach (var microseconds in Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(chance.NextDouble() * Math.Log(Histogram.Longest))).Append(1).Append(Histogram.Longest))
        {
            ours.Record(microseconds * 1000);
            theirs.RecordValue(microseconds);
        }

        ours.Pairs().ShouldBe(theirs.RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAtValueIteratedTo)));
        ours.Count.ShouldBe(theirs.TotalCount);
        foreach (var percentile in new[] { 0, 1, 50, 90, 99, 99.9, 100 })
        {
            ours.ValueAtPercentile(percentile).ShouldBe(theirs.HighestEquivalentValue(theirs.GetValueAtPercentile(percentile)));
        }
    }

    [Fact]
    public void Nothing_recorded_is_nothing()
    {
        var histogram = new Histogram();
        histogram.Record(1_000_000);
        histogram.Clear();

        (histogram.Count, histogram.Max, histogram.ValueAtPercentile(99)).ShouldBe((0, 0, 0));
        histogram.Pairs().ShouldBeEmpty();
    }
}
