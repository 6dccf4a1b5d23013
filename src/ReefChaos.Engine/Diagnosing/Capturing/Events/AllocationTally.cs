using System.Runtime.InteropServices;

namespace ReefChaos.Engine.Diagnosing.Capturing.Events;

/// <summary>Samples of where objects are made, by type.</summary>
internal sealed class AllocationTally
{
    private const int MostSamples = 64;
    private const int MostTypes = 4096;

    private readonly Lock latch = new();
    private readonly Dictionary<string, List<ulong[]>> stacks = new(StringComparer.Ordinal);

    public void Take(string type, ReadOnlySpan<byte> stack)
    {
        lock (latch)
        {
            if (!stacks.TryGetValue(type, out var samples) && stacks.Count < MostTypes)
            {
                stacks[type] = samples = [];
            }

            if (samples is { Count: < MostSamples })
            {
                samples.Add(MemoryMarshal.Cast<byte, ulong>(stack).ToArray());
            }
        }
    }

    public void Forget()
    {
        lock (latch)
        {
            stacks.Clear();
        }
    }

    /// <summary>Return addresses, the topmost first.</summary>
    public IReadOnlyList<ulong[]> Of(string type)
    {
        lock (latch)
        {
            return stacks.TryGetValue(type, out var samples) ? [.. samples] : [];
        }
    }
}
