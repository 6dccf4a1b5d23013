using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-export-threads</c>: each export is written by a thread of its own, which waits for more rows, for nobody says that there are no
/// more.
/// </summary>
internal sealed class SurveySite : IPatient
{
    private readonly SurveyExports exports = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 2 == 0 ? exports.Export(n) : $"{exports.Rows} rows so far");
}

internal sealed class SurveyExports
{
    private int rows;

    public int Rows => rows;

    public string Export(int survey)
    {
        var writer = new ExportWriter($"survey-{survey}");
        writer.Start();
        for (var answer = 0; answer < 5; answer++)
        {
            writer.Add($"{survey};{answer}");
            Interlocked.Increment(ref rows);
        }

        return writer.Name;
    }
}

internal sealed class ExportWriter(string name)
{
    private const int StackBytes = 256 * 1_024;

    private readonly BlockingCollection<string> queue = [];
    private long characters;

    public string Name => name;

    public void Start()
    {
        var thread = new Thread(Run, StackBytes) { IsBackground = true, Name = name };
        thread.Start(); // also: leak-export-threads leak
    }

    public void Add(string row) => queue.Add(row);

    private void Run()
    {
        foreach (var row in queue.GetConsumingEnumerable()) // sick: leak-export-threads leak
        {
            characters += row.Length;
        }
    }
}
