namespace ReefChaos.Engine.Running.Companions;

/// <summary>Reads a process's error output to its end, lest it block, and keeps the last lines.</summary>
internal sealed class ErrorTail
{
    private const int MaxLines = 20;

    private readonly Queue<string> lines = [];

    public ErrorTail(StreamReader output) =>
        new Thread(() => Read(output)) { IsBackground = true, Name = "companion errors" }.Start();

    public override string ToString()
    {
        lock (lines)
        {
            return string.Join(Environment.NewLine, lines);
        }
    }

    private void Read(StreamReader output)
    {
        try
        {
            while (output.ReadLine() is { } line)
            {
                lock (lines)
                {
                    lines.Enqueue(line);
                    if (lines.Count > MaxLines)
                    {
                        lines.Dequeue();
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }
}
