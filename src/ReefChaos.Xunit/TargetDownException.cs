namespace ReefChaos.Xunit;

/// <summary>The service did not start, or died before any fault, so that nothing was tried; the message has why, and the path of the report.</summary>
public sealed class TargetDownException(string message) : Exception(message);
