using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-change-tracker</c>: what is read from the database is tracked until the unit of work ends, and there is one for the whole life
/// of the service.
/// </summary>
internal sealed class DentalPractice : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TreatmentTable>();
        services.AddSingleton<PracticeContext>();
        services.AddTransient<TreatmentService>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<TreatmentService>().ShowAsync(n));
    }
}

internal sealed class TreatmentService(PracticeContext context)
{
    public async Task<string> ShowAsync(int id)
    {
        var treatment = await context.FindAsync(id);
        return $"tooth {treatment.Tooth}: {treatment.Notes.Length} characters of notes";
    }
}

internal sealed class PracticeContext(TreatmentTable table)
{
    private readonly ConcurrentDictionary<int, TrackedTreatment> tracked = new();

    public int Changes => tracked.Values.Count(t => t.IsChanged);

    public async Task<Treatment> FindAsync(int id)
    {
        if (tracked.TryGetValue(id, out var known))
        {
            return known.Current;
        }

        var row = await table.ReadAsync(id);
        var entity = new TrackedTreatment(row); // also: leak-change-tracker leak
        tracked[id] = entity; // sick: leak-change-tracker leak
        return entity.Current;
    }
}

internal sealed record Treatment(int Id, int Tooth, string Notes);

internal sealed class TrackedTreatment(Treatment row)
{
    private readonly Treatment original = row with { };

    public Treatment Current { get; } = row;

    public bool IsChanged => original != Current;
}

internal sealed class TreatmentTable
{
    private int reads;

    public async Task<Treatment> ReadAsync(int id)
    {
        Interlocked.Increment(ref reads);
        await Task.Delay(4);
        return new Treatment(id, 11 + (id % 30), string.Concat(Enumerable.Repeat($"seen on day {id}. ", 30))); // also: leak-change-tracker leak
    }
}
