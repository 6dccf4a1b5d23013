using System.Text.Json.Serialization;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-film-festival</c>: seats of a festival are given out one by one, with a statement each; beside that, what juries say of a film is
/// asked of a partner who never answers, by a client without a limit.
/// </summary>
internal sealed class FilmFestival : IPatient
{
    private readonly FestivalSeats seats = new();
    private readonly JuryClient jury = new(new HttpClient
    {
        BaseAddress = new Uri($"http://{Surroundings.Silent}"),
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ServeAsync);

    private async Task<string> ServeAsync(int n, CancellationToken aborted)
    {
        var film = n % 35;
        return (n % 3) switch
        {
            0 => $"seat {await seats.ReserveAsync(film, aborted)} for film {film}",
            1 => $"{await jury.StarsAsync(film, aborted)} stars for film {film}",
            _ => $"film {film} begins at {12 + (film % 10)}:00",
        };
    }
}

internal sealed class FestivalSeats
{
    private readonly SemaphoreSlim plan = new(1, 1);
    private readonly Dictionary<int, int> taken = [];

    public async Task<int> ReserveAsync(int film, CancellationToken cancellation)
    {
        await plan.WaitAsync(cancellation); // sick: pair-film-festival lock-contention
        try
        {
            var seat = taken.GetValueOrDefault(film) + 1;
            await UpdateAsync(seat, cancellation);
            taken[film] = seat;
            return seat;
        }
        finally
        {
            plan.Release();
        }
    }

    private static Task UpdateAsync(int seat, CancellationToken cancellation) => Task.Delay(90 + (seat % 10), cancellation);
}

internal sealed record JuryVerdict([property: JsonPropertyName("stars")] int Stars);

internal sealed class JuryClient(HttpClient http)
{
    public async Task<int> StarsAsync(int film, CancellationToken cancellation)
    {
        var verdict = await http.GetFromJsonAsync<JuryVerdict>($"/films/{film}/verdict", cancellation); // sick: pair-film-festival missing-timeout
        return verdict?.Stars ?? 0;
    }
}
