using System.Text.Json.Serialization;
using ReefChaos.Faults;

namespace ReefChaos.Wire;

/// <summary>What the runner tells the agent or the warden: one JSON line each; every order gets one <see cref="AgentReply"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(HelloOrder), "hello")]
[JsonDerivedType(typeof(ArmOrder), "arm")]
[JsonDerivedType(typeof(RenewOrder), "renew")]
[JsonDerivedType(typeof(DisarmOrder), "disarm")]
[JsonDerivedType(typeof(StatusOrder), "status")]
[JsonDerivedType(typeof(CheckOrder), "check")]
[JsonDerivedType(typeof(LookOrder), "look")]
public abstract record AgentOrder;

/// <summary>Must come first, within a second of connecting.</summary>
public sealed record HelloOrder(string Token, int Version = AgentEnvironment.ProtocolVersion) : AgentOrder;

/// <param name="Id">Names the fault in later orders and replies.</param>
/// <param name="LeaseMs">The fault ends by itself when so long passes with no renewal.</param>
public sealed record ArmOrder(string Id, Fault Fault, ulong Seed, int LeaseMs) : AgentOrder;

/// <summary>Renews the lease of all that is armed.</summary>
public sealed record RenewOrder(int LeaseMs) : AgentOrder;

/// <param name="Id">Null disarms all.</param>
public sealed record DisarmOrder(string? Id = null) : AgentOrder;

public sealed record StatusOrder : AgentOrder;

/// <summary>Asks the warden whether this machine can perform the fault, before there is a container; the answer is done, or refused with what is missing.</summary>
public sealed record CheckOrder(Fault Fault) : AgentOrder;

/// <summary>Asks how the runtime is. The answer costs microseconds, and starts no collection.</summary>
public sealed record LookOrder : AgentOrder;
