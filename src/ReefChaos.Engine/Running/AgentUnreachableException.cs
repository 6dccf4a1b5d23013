namespace ReefChaos.Engine.Running;

/// <summary>The agent or the warden cannot be talked to: it is absent, refused us, is gone, or did not answer in time.</summary>
public sealed class AgentUnreachableException(string message, Exception? inner = null) : IOException(message, inner);
