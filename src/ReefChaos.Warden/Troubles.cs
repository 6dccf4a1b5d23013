namespace ReefChaos.Warden;

/// <summary>What went wrong with nobody waiting for an answer, for the next status.</summary>
internal sealed class Troubles
{
    private const int MostKept = 50;

    private readonly Lock latch = new();
    private readonly List<string> texts = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (latch)
            {
                return [.. texts];
            }
        }
    }

    public void Add(string text)
    {
        lock (latch)
        {
            if (texts.Count < MostKept && !texts.Contains(text))
            {
                texts.Add(text);
            }
        }
    }
}
