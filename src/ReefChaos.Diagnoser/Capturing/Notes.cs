namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What could not be seen, and why, a line each.</summary>
internal sealed class Notes
{
    private readonly List<string> lines = [];

    public IEnumerable<string> All => lines.Distinct();

    public void Add(string? line)
    {
        if (line is not null)
        {
            lines.Add(line);
        }
    }

    /// <summary>What a look gives; null where it fails, with a note.</summary>
    /// <remarks>The process goes on, or ends, while it is read: what is read may make no sense, in more ways than can be listed.</remarks>
    public T? Seen<T>(Func<T> look, string what) where T : class
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            lines.Add($"its {what} could not be read: {e.Message.Split('\n')[0]}");
            return null;
        }
    }
}
