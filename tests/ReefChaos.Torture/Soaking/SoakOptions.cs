namespace ReefChaos.Torture.Soaking;

/// <param name="For">No scenario begins after it.</param>
/// <param name="Target">process, container, or both in turns.</param>
/// <param name="Parallel">How many scenarios go on beside each other.</param>
internal sealed record SoakOptions(int Runs, TimeSpan For, string Target, NoiseLevel Noise, int Seed, int Parallel);
