using HdrHistogram;
using ReefChaos.Histories;
using ReefChaos.Load.NBomber;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class TallyTests
{
    [Fact]
    public void It_has_the_buckets_of_an_HdrHistogram_of_three_digits()
    {
        var tally = new Tally();
        var histogram = new LongHistogram(1, 3_600_000_000, 3);
        for (var value = 1L; value < 2_000_000_000; value += 1 + (value / 7))
        {
            tally.Add(value / 1e6);
            histogram.RecordValue(value);
        }

        EncodedHistogram.Decode(tally.Encode()).ShouldBe(histogram.RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAtValueIteratedTo)));
        tally.MillisecondsAt(50).ShouldBe(histogram.GetValueAtPercentile(50) / 1e3);
        tally.MillisecondsAt(99).ShouldBe(histogram.GetValueAtPercentile(99) / 1e3);
        tally.Max.ShouldBe(histogram.GetMaxValue());
    }

    [Fact]
    public void Without_values_it_is_empty_and_zero()
    {
        var tally = new Tally();

        tally.Encode().ShouldBe("");
        (tally.MillisecondsAt(99), tally.Max).ShouldBe((0, 0));
    }
}
