using System.Text.Json.Serialization;
using ReefChaos.Plans;

namespace ReefChaos.Wire;

/// <summary>What the runner tells the load worker, on its standard input; the end of input means stop at once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(AskClock), "clock")]
[JsonDerivedType(typeof(BeginLoad), "begin")]
[JsonDerivedType(typeof(EndLoad), "end")]
public abstract record LoadOrder;

/// <summary>Answered at once by <see cref="ClockReading"/>, so that the runner learns the worker's clock wherever that runs.</summary>
public sealed record AskClock : LoadOrder;

/// <param name="BaseUrl">Address of the target.</param>
/// <param name="ZeroNanoseconds">Time zero of the schedule on the worker's own clock: see <see cref="ClockReading"/>.</param>
/// <param name="Slice">The worker's share of the schedule.</param>
public sealed record BeginLoad(LoadProfile Profile, string BaseUrl, ulong Seed, long ZeroNanoseconds, LoadSlice Slice) : LoadOrder
{
    /// <summary>An order holds data feeds and traces.</summary>
    public const int MaxLineBytes = 64 << 20;
}

/// <summary>No request that is due at or after this second is sent; those under way are waited for.</summary>
public sealed record EndLoad(double AtSeconds) : LoadOrder;
