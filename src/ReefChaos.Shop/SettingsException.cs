namespace ReefChaos.Shop;

/// <summary>A setting is wrong. The message is one line for the operator.</summary>
internal sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
