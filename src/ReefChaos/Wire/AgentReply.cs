using System.Text.Json.Serialization;

namespace ReefChaos.Wire;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(WelcomeReply), "welcome")]
[JsonDerivedType(typeof(DoneReply), "done")]
[JsonDerivedType(typeof(RefusedReply), "refused")]
[JsonDerivedType(typeof(StatusReply), "status")]
public abstract record AgentReply;

/// <param name="Processors">What the runtime sees in the target.</param>
/// <param name="HeapLimitBytes">The heap's hard limit or the memory that the runtime believes it has.</param>
public sealed record WelcomeReply(int ProcessId, string Runtime, int Processors, long HeapLimitBytes, string Environment) : AgentReply;

public sealed record DoneReply : AgentReply;

/// <param name="Why">A sentence with the remedy where there is one.</param>
public sealed record RefusedReply(string Why) : AgentReply;

/// <param name="Faults">All that this agent or warden ever armed in this run, also what is disarmed by now.</param>
/// <param name="Troubles">Parts that disabled themselves, and why.</param>
public sealed record StatusReply(IReadOnlyList<FaultStatus> Faults, IReadOnlyList<string> Troubles) : AgentReply;

/// <param name="Expired">The lease ran out: nobody disarmed it.</param>
public sealed record FaultStatus(string Id, bool Armed, bool Expired, long Calls, long Injections);
