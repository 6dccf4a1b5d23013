using System.Reflection;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>Every range and form that a value of a scenario file must keep to beyond its type.</summary>
internal static class ValueRules
{
    /// <summary>The engine takes no smaller limit.</summary>
    private const long LeastContainerMemory = 6 << 20;

    private static readonly ValueRule Status = ValueRule.Between(100, 599, "an HTTP status from 100 to 599");

    private static readonly ValueRule Text = ValueRule.Matches(@"\S", "a text that is not blank");

    private static readonly ValueRule EnvironmentName = ValueRule.Matches(@"^[^=\s]+$", "the name of an environment variable");

    private static readonly ValueRule Positive = ValueRule.That<Duration>("a duration above zero, such as 300ms", d => d.Value > TimeSpan.Zero);

    private static readonly ValueRule WholeSeconds = ValueRule.That<Duration>("whole seconds, such as 4s, or 0s", d => IsWhole(d));

    private static readonly ValueRule SomeSeconds =
        ValueRule.That<Duration>("whole seconds from 1s, such as 4s", d => IsWhole(d) && d.Value >= TimeSpan.FromSeconds(1));

    private static readonly ValueRule Port = ValueRule.Between(1, 65_535, "a port from 1 to 65535");

    private static readonly ValueRule Image = ValueRule.Matches(@"^\S+$", "the name of an image, such as redis:8");

    /// <summary>Below 0.01 no quota of the kernel can be set.</summary>
    private static readonly ValueRule Cores = ValueRule.Between(0.01, 1024, "a number of cores from 0.01 to 1024, such as 0.5");

    /// <summary>A slower one would not carry a single packet or block a second.</summary>
    private static readonly ValueRule Throttle =
        ValueRule.That<ByteRate>("a speed of at least 4KiB/s, such as 64KiB/s", s => s.BytesPerSecond >= 4 << 10);

    private static readonly Dictionary<(Type, string), ValueRule> Values = new()
    {
        [(typeof(Scenario), nameof(Scenario.Name))] =
            ValueRule.Matches("^(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$", "lower-case words joined by hyphens, such as slow-payments, at most 80 characters"),
        [(typeof(Scenario), nameof(Scenario.Load))] = Text,
        [(typeof(Scenario), nameof(Scenario.Lease))] =
            ValueRule.That<Duration>("a duration from 500ms to 60s", d => d.Value.TotalMilliseconds is >= 500 and <= 60_000),
        [(typeof(TargetSpec), nameof(TargetSpec.Project))] = Text,
        [(typeof(TargetSpec), nameof(TargetSpec.Image))] = Image,
        [(typeof(TargetSpec), nameof(TargetSpec.Dockerfile))] = Text,
        [(typeof(TargetSpec), nameof(TargetSpec.Port))] = Port,
        [(typeof(LimitsSpec), nameof(LimitsSpec.Cpus))] = Cores,
        [(typeof(LimitsSpec), nameof(LimitsSpec.Memory))] = ValueRule.That<ByteSize>("a size of at least 64MiB, such as 256MiB", s => s.Bytes >= 64 << 20),
        [(typeof(ReadySpec), nameof(ReadySpec.Path))] = ValueRule.Matches(@"^/\S*$", "a path that starts with '/', such as /health"),
        [(typeof(ReadySpec), nameof(ReadySpec.Within))] = Positive,
        [(typeof(DependencySpec), nameof(DependencySpec.Env))] = EnvironmentName,
        [(typeof(DependencySpec), nameof(DependencySpec.Proxy))] =
            ValueRule.That<string>("an absolute http or https address, such as http://127.0.0.1:8080", IsHttp),
        [(typeof(DependencySpec), nameof(DependencySpec.Image))] = Image,
        [(typeof(DependencySpec), nameof(DependencySpec.Dockerfile))] = Text,
        [(typeof(DependencySpec), nameof(DependencySpec.Port))] = Port,
        [(typeof(DependencySpec), nameof(DependencySpec.Value))] = Text,
        [(typeof(StubSpec), nameof(StubSpec.Status))] = Status,
        [(typeof(StubSpec), nameof(StubSpec.ContentType))] = ValueRule.Matches("^[!-~]+/[ -~]+$", "a content type, such as application/json"),
        [(typeof(PhaseLengths), nameof(PhaseLengths.Warmup))] = WholeSeconds,
        [(typeof(PhaseLengths), nameof(PhaseLengths.Baseline))] = SomeSeconds,
        [(typeof(PhaseLengths), nameof(PhaseLengths.Fault))] = SomeSeconds,
        [(typeof(PhaseLengths), nameof(PhaseLengths.Recovery))] = WholeSeconds,
        [(typeof(PhaseLengths), nameof(PhaseLengths.Extension))] = WholeSeconds,
        [(typeof(ControlSpec), nameof(ControlSpec.None))] = ValueRule.Matches(@"\S", "the reason why no control arm is run"),
        [(typeof(Fault), nameof(Fault.Rate))] = ValueRule.That<Ratio>("a share above 0% and up to 100%, such as 50%", r => r.Value > 0),
        [(typeof(Fault), nameof(Fault.For))] = Positive,
        [(typeof(LeakFault), nameof(LeakFault.Size))] = ValueRule.That<ByteSize>("a size above zero, such as 64KiB", s => s.Bytes > 0),
        [(typeof(LeakFault), nameof(LeakFault.Count))] = ValueRule.AtLeast(1),
        [(typeof(LeakFault), nameof(LeakFault.Every))] = Positive,
        [(typeof(LeakFault), nameof(LeakFault.Cap))] = ValueRule.AtLeast(1),
        [(typeof(BlockedChannelFault), nameof(BlockedChannelFault.Hold))] = Positive,
        [(typeof(LockContentionFault), nameof(LockContentionFault.Hold))] = Positive,
        [(typeof(LockContentionFault), nameof(LockContentionFault.Period))] = Positive,
        [(typeof(NativeHangFault), nameof(NativeHangFault.Hold))] = Positive,
        [(typeof(LatencyFault), nameof(LatencyFault.Delay))] = Positive,
        [(typeof(OutcomeFault), nameof(OutcomeFault.Status))] = Status,
        [(typeof(OutcomeFault), nameof(OutcomeFault.RetryAfter))] = WholeSeconds,
        [(typeof(SlowBodyFault), nameof(SlowBodyFault.Speed))] =
            ValueRule.That<ByteRate>("a speed above zero, such as 16B/s", s => s.BytesPerSecond > 0),
        [(typeof(KillFault), nameof(KillFault.Restart))] = Positive,
        [(typeof(CpuSqueezeFault), nameof(CpuSqueezeFault.Cpus))] = Cores,
        [(typeof(MemorySqueezeFault), nameof(MemorySqueezeFault.Memory))] =
            ValueRule.That<ByteSize>("a size of at least 6MiB, such as 128MiB", s => s.Bytes >= LeastContainerMemory),
        [(typeof(BandwidthFault), nameof(BandwidthFault.Speed))] = Throttle,
        [(typeof(DiskThrottleFault), nameof(DiskThrottleFault.Speed))] = Throttle,
    };

    private static readonly Dictionary<(Type, string), ValueRule> Keys = new()
    {
        [(typeof(Scenario), nameof(Scenario.Dependencies))] =
            ValueRule.Matches("^[A-Za-z0-9][A-Za-z0-9._-]*$", "a name of letters, digits, '.', '_' and '-'"),
        [(typeof(TargetSpec), nameof(TargetSpec.Env))] = EnvironmentName,
        [(typeof(ControlSpec), nameof(ControlSpec.Env))] = EnvironmentName,
    };

    /// <summary>Maps that mean nothing when they are empty.</summary>
    private static readonly HashSet<(Type, string)> Filled =
    [
        (typeof(ControlSpec), nameof(ControlSpec.Env)),
        (typeof(Slo), nameof(Slo.Latency)),
    ];

    public static ValueRule? OfValue(PropertyInfo property) => Values.GetValueOrDefault((property.DeclaringType!, property.Name));

    public static ValueRule? OfKeys(PropertyInfo property) => Keys.GetValueOrDefault((property.DeclaringType!, property.Name));

    public static bool IsFilled(PropertyInfo property) => Filled.Contains((property.DeclaringType!, property.Name));

    private static bool IsWhole(Duration duration) => duration.Value.Ticks % TimeSpan.TicksPerSecond == 0;

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
}
