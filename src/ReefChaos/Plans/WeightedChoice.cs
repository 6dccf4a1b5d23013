namespace ReefChaos.Plans;

/// <summary>Chooses an index by weight; the same seed and ordinal give the same choice.</summary>
internal sealed class WeightedChoice
{
    private readonly long[] upTo;
    private readonly ulong seed;

    public WeightedChoice(IReadOnlyList<int> weights, ulong seed)
    {
        this.seed = seed;
        upTo = new long[weights.Count];
        var sum = 0L;
        for (var i = 0; i < weights.Count; i++)
        {
            upTo[i] = sum += weights[i];
        }
    }

    public int At(long ordinal)
    {
        var draw = (long)(Chance.Draw(seed, (ulong)ordinal) * upTo[^1]);
        var index = 0;
        while (draw >= upTo[index])
        {
            index++;
        }

        return index;
    }
}
