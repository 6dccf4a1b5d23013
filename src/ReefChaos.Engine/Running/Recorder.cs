using System.Text;
using System.Text.Json;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>The one writer of a history. Everything that runs sends its entries here, and none of it calls another.</summary>
/// <remarks>Each entry is on disk when <see cref="Send"/> returns: a killed runner loses at most the line it was writing.</remarks>
internal sealed class Recorder : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private readonly Arm arm;
    private readonly IRunView view;
    private readonly Redactor redactor;
    private readonly StreamWriter file;

    /// <param name="redactor">No secret is kept, shown or written.</param>
    public Recorder(Arm arm, string path, IRunView view, Redactor redactor)
    {
        this.arm = arm;
        this.view = view;
        this.redactor = redactor;
        try
        {
            file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"{path} cannot be written: {e.Message} Choose another place with --output.", e);
        }
    }

    /// <summary>Set when the disk took no more; entries from then on are kept in memory only.</summary>
    public IOException? Failure { get; private set; }

    public void Send(Entry told)
    {
        var entry = redactor.Redact(told);
        lock (gate)
        {
            entries.Add(entry);
            Append(entry);
        }

        view.Recorded(arm, entry);
    }

    public History Snapshot()
    {
        lock (gate)
        {
            return new History(arm, [.. entries]);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            try
            {
                file.Dispose();
            }
            catch (IOException e)
            {
                Failure ??= e;
            }
        }
    }

    private void Append(Entry entry)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            file.WriteLine(JsonSerializer.Serialize(entry, ReefJson.Line));
        }
        catch (IOException e)
        {
            Failure = e;
        }
    }
}
