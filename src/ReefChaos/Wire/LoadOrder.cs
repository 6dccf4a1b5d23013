using System.Text.Json.Serialization;
using ReefChaos.Plans;

namespace ReefChaos.Wire;

/// <summary>What the runner tells the load worker, on its standard input; the end of input means stop at once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(BeginLoad), "begin")]
[JsonDerivedType(typeof(EndLoad), "end")]
public abstract record LoadOrder;

/// <param name="BaseUrl">Loopback address of the target.</param>
/// <param name="ZeroTimestamp">Time zero of the schedule on the machine's monotonic clock (<c>Stopwatch.GetTimestamp</c>).</param>
public sealed record BeginLoad(LoadProfile Profile, string BaseUrl, ulong Seed, long ZeroTimestamp) : LoadOrder;

/// <summary>No request that is due at or after this second is sent; those under way are waited for.</summary>
public sealed record EndLoad(double AtSeconds) : LoadOrder;
