using System.Text.Json.Serialization;
using ReefChaos.Histories;

namespace ReefChaos.Wire;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(WelcomeReply), "welcome")]
[JsonDerivedType(typeof(DoneReply), "done")]
[JsonDerivedType(typeof(RefusedReply), "refused")]
[JsonDerivedType(typeof(StatusReply), "status")]
[JsonDerivedType(typeof(RuntimeReply), "runtime")]
public abstract record AgentReply;

/// <param name="Framework">The runtime's own name and version.</param>
public sealed record WelcomeReply(int ProcessId, string Framework, RuntimeFacts Runtime, string Environment) : AgentReply;

public sealed record DoneReply : AgentReply;

/// <param name="Why">A sentence with the remedy where there is one.</param>
public sealed record RefusedReply(string Why) : AgentReply;

/// <param name="Faults">All that this agent or warden ever armed in this run, also what is disarmed by now.</param>
/// <param name="Troubles">Parts that disabled themselves, and why.</param>
public sealed record StatusReply(IReadOnlyList<FaultStatus> Faults, IReadOnlyList<string> Troubles) : AgentReply;

/// <param name="Expired">The lease ran out: nobody disarmed it.</param>
public sealed record FaultStatus(string Id, bool Armed, bool Expired, long Calls, long Injections);

/// <summary>As in <see cref="RuntimeSample"/>.</summary>
public sealed record RuntimeReply(long HeapBytes, long HeapLimitBytes, double GcPauseSeconds, long Gen0Collections, int PoolThreads) : AgentReply;
