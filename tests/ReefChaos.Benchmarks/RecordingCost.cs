using BenchmarkDotNet.Attributes;
using ReefChaos.Load.Recording;

namespace ReefChaos.Benchmarks;

/// <summary>What it costs the load worker to record one request: due, sent, late, ended.</summary>
[MemoryDiagnoser]
public class RecordingCost
{
    private readonly Recorder recorder = new();
    private long at;

    [Benchmark]
    public void OneRequest()
    {
        // Some 10,000 a second, so that books open and close as in a run; latencies wander through the buckets.
        at += 100_000;
        var latency = 50_000 + (at & 0xFF_FFFF);
        var book = recorder.Due(at);
        recorder.Sent();
        recorder.Late(at & 0x3_FFFF);
        recorder.Ended(book, failure: null, latency, latency - 20_000);
        if (recorder.TryClose(at) is { } closed)
        {
            recorder.GiveBack(closed);
        }
    }
}
