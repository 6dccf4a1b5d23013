namespace ReefChaos.Agent.Lease;

/// <summary>An order can't be followed; the message goes to the runner.</summary>
internal sealed class RefusedException(string why) : Exception(why);
