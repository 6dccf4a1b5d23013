namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>One value of a signal that was looked at once a second.</summary>
/// <param name="At">Seconds since the load began.</param>
internal readonly record struct SignalValue(double At, double Value);
