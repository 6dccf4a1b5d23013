namespace ReefChaos.Engine;

/// <summary>The machine lacks something that the run needs; the message says what, and the remedy.</summary>
public sealed class EnvironmentLacksException(string message, Exception? inner = null) : Exception(message, inner);
