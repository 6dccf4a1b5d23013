using ReefChaos.Diagnoser.Capturing.Events;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Requests, pool and collector, of the meters that every ASP.NET Core service has.</summary>
internal static class MeterLook
{
    public static TrafficSignals Traffic(MetricTally meters) => new(
        meters.Count("http.server.request.duration"), meters.Count("http.client.request.duration"));

    /// <summary>Null where the runtime sent no meters, such as one before .NET 9.</summary>
    public static PoolSignals? Pool(MetricTally meters) => meters.Level("dotnet.thread_pool.thread.count") is { } workers
        ? new PoolSignals(workers, meters.Level("dotnet.thread_pool.queue.length") ?? default, meters.Count("dotnet.thread_pool.work_item.count"))
        : null;

    public static CollectorSignals Collector(PauseTally pauses, double seconds, long heapBytes) => new(
        pauses.OtherSeconds / seconds, heapBytes, pauses.Collections > 0 ? seconds / pauses.Collections : null);
}
