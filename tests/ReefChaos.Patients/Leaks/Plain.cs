namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-ids</c>: the number of each order is remembered, so that none is taken twice.</summary>
internal sealed class Orders : IPatient
{
    private readonly HashSet<Guid> seen = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Order(n));

    private string Order(int n) => IsNew(new Guid(n, 0, 0, new byte[8])) ? "ordered" : "ordered before";

    private bool IsNew(Guid order)
    {
        lock (seen)
        {
            return seen.Add(order); // sick: leak-ids leak
        }
    }
}

/// <summary><c>leak-thread-static</c>: each thread keeps its own trace of what it did.</summary>
internal sealed class Traces : IPatient
{
    [ThreadStatic]
    private static List<byte[]>? trace;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Trace(n));

    private static string Trace(int n)
    {
        Note(n);
        return "traced";
    }

    private static void Note(int n)
    {
        trace ??= [];
        trace.Add(new byte[500 + (n % 3)]); // sick: leak-thread-static leak
    }
}

/// <summary><c>leak-nodes</c>: a chain of one's own, of which only the head is known.</summary>
internal sealed class Diary : IPatient
{
    private Entry? latest;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Write(n));

    private string Write(int n) => $"{Append(n).Number}";

    private Entry Append(int n)
    {
        latest = new Entry(n, latest); // sick: leak-nodes leak
        return latest;
    }

    private sealed record Entry(int Number, Entry? Before);
}
