namespace ReefChaos.Xunit;

/// <summary>An experiment did not hold; the message has the reason, the objectives with their intervals, and the path of the report.</summary>
public sealed class BrokenException(string message) : Exception(message), IAssertionException;

/// <summary>By its name alone xunit tells a failed assertion from an error.</summary>
internal interface IAssertionException;
