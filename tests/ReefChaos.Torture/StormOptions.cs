using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture;

/// <param name="For">No round begins after it.</param>
/// <param name="From">The number of the first round; a round is what seed and number make it.</param>
/// <param name="Target">process, container, or both.</param>
/// <param name="Only">Empty: all deeds that this machine can do.</param>
/// <param name="Victims">Empty: whoever takes part.</param>
/// <param name="Aimed">Only while a fault acts.</param>
/// <param name="Parallel">How many rounds go on beside each other.</param>
internal sealed record StormOptions(int Rounds, TimeSpan For, int Seed, int From, string Target, IReadOnlyList<Deed> Only, IReadOnlyList<Victim> Victims, bool Aimed, int Parallel);
