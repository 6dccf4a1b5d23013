namespace ReefChaos.Patients.Blocking;

/// <summary><c>blocking-together</c>: several pages are asked for at once, and the thread waits for all of them as one task.</summary>
internal sealed class Brochure : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Print(n));

    private static string Print(int n) => string.Join(' ', Pages(n));

    private static int[] Pages(int n)
    {
        return Task.WhenAll(Store.CountAsync(n), Store.CountAsync(n + 1)).GetAwaiter().GetResult(); // sick: blocking-together sync-over-async
    }
}
