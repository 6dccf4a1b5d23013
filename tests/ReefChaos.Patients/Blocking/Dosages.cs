using Microsoft.Extensions.Caching.Memory;

namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-dosages</c>: doses are cached for a moment, and what fills the cache is a synchronous callback around an asynchronous
/// client.
/// </summary>
internal sealed class HospitalPharmacy : IPatient
{
    private readonly DosageCache dosages;

    public HospitalPharmacy()
    {
        var http = new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(30) };
        dosages = new DosageCache(new DrugDirectory(http));
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Prescribe(n));

    private string Prescribe(int n)
    {
        var drug = n % 240;
        return $"drug {drug}: {dosages.Of(drug)} mg a day";
    }
}

internal sealed class DosageCache(DrugDirectory directory)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly MemoryCache cache = new(new MemoryCacheOptions());

    public int Of(int drug)
    {
        return cache.GetOrCreate(drug, Load); // also: blocking-dosages sync-over-async
    }

    private int Load(ICacheEntry entry)
    {
        entry.AbsoluteExpirationRelativeToNow = Fresh;
        var drug = (int)entry.Key;
        return directory.DoseAsync(drug).Result; // sick: blocking-dosages sync-over-async
    }
}

internal sealed class DrugDirectory(HttpClient http)
{
    public async Task<int> DoseAsync(int drug)
    {
        var leaflet = await http.GetStringAsync($"/answer?ms=500&leaflet={drug}");
        var warnings = await http.GetStringAsync($"/answer?ms=450&warnings={drug}");
        return leaflet.Length + warnings.Length + (drug % 50);
    }
}
