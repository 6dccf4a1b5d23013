using ReefChaos.Engine.Reading;

namespace ReefChaos.Tests.Engine.Reading;

internal static class Examples
{
    /// <summary>The example of the design page.</summary>
    public const string Main = """
        scenario: missing-timeout
        summary: The payment provider accepts connections and never answers.
        target:
          project: src/ReefChaos.Shop
          limits: { cpus: 0.5, memory: 256MiB }
        dependencies:
          payments: { stub: { status: 200, latency: 5ms }, env: Shop__Payments__Url }
        load: checkout
        phases: { warmup: 2s, baseline: 4s, fault: 8s, recovery: 4s }
        faults:
          - missing-timeout: { at: http-client:payments, rate: 100% }
        slo:
          availability: ">= 99%"
          latency: { p99: "<= 300ms" }
          recovery: "<= 3s"
        control: { env: { Shop__Defenses: none } }
        abort: { availability: "< 10% for 5s" }
        seed: 42

        """;

    /// <summary>Every key that there is, with every fault.</summary>
    public const string Full = """
        scenario: everything
        summary: "All of it"
        target:
          project: src/ReefChaos.Shop
          limits:
            cpus: 1.5
            memory: 1GiB
          env: { Shop__Retries: 3, Shop__Verbose: true, Shop__Region: no }
          args: [--verbose, 7]
          port: 5080
          ready: { path: /health, within: 10s }
        dependencies:
          payments:
            stub: { status: 503, latency: 5ms, body: '{"paid": true}', content-type: text/plain }
            env: Shop__Payments__Url
          stock: { proxy: "http://127.0.0.1:8080/base", env: Shop__Stock__Url }
          cache:
            image: redis:8
            port: 6379
            limits: { cpus: 0.5, memory: 128MiB }
            args: [--save, ""]
            env: Shop__Cache
            value: "redis://{host}:{port}"
        load: steady
        phases: { warmup: 0s, baseline: 5s, fault: 10s, recovery: 6s, extension: 0s }
        faults:
          - leak: { at: process, of: large-object, size: 1MiB, count: 2, every: 500ms, cap: 100 }
          - blocked-channel: { at: channel:Shop.Order, hold: 2s, after: 1s, for: 5s }
          - lock-contention: { at: lock:Shop.Prices.gate, hold: 900ms, period: 1s }
          - native-hang: { at: fault-point:risk-score, hold: 3s, rate: 12.5% }
          - missing-timeout: { at: dependency:payments, honor-cancellation: false }
          - latency: { at: inbound:/checkout, delay: 50ms, jitter: 10ms, distribution: normal }
          - error: { at: http-client:stock, kind: invalid-operation }
          - outcome: { at: http-client:stock, status: 429, body: "", retry-after: 2s }
          - slow-body: { at: dependency:stock, speed: 1KiB/s }
          - pause: { at: container, after: 2s, for: 3s }
          - kill: { at: container:cache, restart: 2s }
          - cpu-squeeze: { at: container, cpus: 0.25 }
          - memory-squeeze: { at: container, memory: 512MiB }
          - partition: { at: container }
          - packet-loss: { at: container, rate: 10% }
          - bandwidth: { at: container, speed: 64KiB/s }
          - disk-throttle: { at: container, speed: 1MiB/s }
        slo:
          availability: ">= 99.9%"
          latency: { p50: "<= 20ms", p99.9: "< 1.5s" }
          throughput: ">= 40/s"
          recovery: "<= 5s"
          memory-growth: "< 1MiB/s"
          thread-growth: "<= 30/m"
        control: { none: "the defences cannot be switched off" }
        abort:
          availability: "< 10% for 5s"
          memory: "> 95% for 3s"
          heap: "> 90% for 3s"
          gc-pause: "> 70% for 20s"
          gen0-interval: "< 200ms for 5s"
        seed: 18446744073709551615
        lease: 2500ms

        """;

    public static ScenarioRead Read(string text) => ScenarioReader.ReadText("scenario.yaml", text);

    /// <summary>The main example with one piece of text replaced, which must be there exactly once.</summary>
    public static string With(string old, string by)
    {
        (Main.Split(old).Length - 1).ShouldBe(1, $"'{old}' in the example");
        return Main.Replace(old, by, StringComparison.Ordinal);
    }
}
