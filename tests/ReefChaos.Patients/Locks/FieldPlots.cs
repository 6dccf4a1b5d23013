namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-field-plots</c>: since two drivers once sowed one plot, all that has to do with plots runs one after the other, with its calls to
/// the database.
/// </summary>
internal sealed class SowingPlan : IPatient
{
    private readonly PlotRegister register = new(new PlotTable());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => ServeAsync(n));

    private async Task<string> ServeAsync(int n)
    {
        await Task.Yield();
        var plot = n % 200;
        return n % 4 == 0 ? register.Show(plot) : register.Sow(plot, n % 2 == 0 ? "rye" : "clover");
    }
}

internal static class OneByOne
{
    private static readonly Lock Turn = new();

    public static T Run<T>(Func<T> work)
    {
        lock (Turn) // sick: lock-field-plots lock-contention
        {
            return work();
        }
    }
}

internal sealed class PlotRegister(PlotTable table)
{
    public string Show(int plot)
    {
        var crop = OneByOne.Run(() => table.Read(plot)); // also: lock-field-plots lock-contention
        return $"plot {plot}: {crop}";
    }

    public string Sow(int plot, string crop)
    {
        var before = OneByOne.Run(() => table.Replace(plot, crop)); // also: lock-field-plots lock-contention
        return $"plot {plot}: {crop} after {before}";
    }
}

/// <summary>A statement of it takes as long as one does over the line of a farm.</summary>
internal sealed class PlotTable
{
    private readonly Dictionary<int, string> crops = [];

    public string Read(int plot)
    {
        Thread.Sleep(25);
        return crops.GetValueOrDefault(plot, "fallow");
    }

    public string Replace(int plot, string crop)
    {
        var before = Read(plot);
        Thread.Sleep(15);
        crops[plot] = crop;
        return before;
    }
}
