using System.Text;

namespace ReefChaos.Plans;

/// <summary>Chance from a seed: the same seed and number give the same draw, in any order and on any thread.</summary>
public static class Chance
{
    /// <summary>A number from 0 up to but not including 1.</summary>
    public static double Draw(ulong seed, ulong number) => (Mix(seed + (number + 1) * 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A seed of its own for a named part, so that parts do not disturb each other's draws.</summary>
    public static ulong Derive(ulong seed, string part)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(part))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return Mix(seed ^ Mix(hash));
    }

    /// <summary>The finalizer of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
