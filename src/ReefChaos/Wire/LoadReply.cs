using System.Text.Json.Serialization;
using ReefChaos.Histories;

namespace ReefChaos.Wire;

/// <summary>What the load worker tells the runner, on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(LoadReady), "ready")]
[JsonDerivedType(typeof(ClockReading), "clock")]
[JsonDerivedType(typeof(LoadEntry), "entry")]
[JsonDerivedType(typeof(LoadFailed), "failed")]
public abstract record LoadReply;

/// <summary>The worker is warm and waits for <see cref="BeginLoad"/>.</summary>
public sealed record LoadReady(int Version = 1) : LoadReply;

/// <param name="Nanoseconds">On a monotonic clock of the worker's, from any zero.</param>
public sealed record ClockReading(long Nanoseconds) : LoadReply;

/// <summary>Goes to the history as it is: a second of load, a tick, or at last the generator's report.</summary>
public sealed record LoadEntry(Entry Entry) : LoadReply;

public sealed record LoadFailed(string Why) : LoadReply;
