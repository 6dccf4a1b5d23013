namespace ReefChaos.Warden;

/// <summary>An order can't be followed; the message goes to the runner.</summary>
internal class RefusedException(string why, Exception? inner = null) : Exception(why, inner);
