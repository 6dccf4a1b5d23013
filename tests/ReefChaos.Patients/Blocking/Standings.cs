namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-standings</c>: a league's table is sorted where nothing is awaited, and the points of its teams come from a service, one
/// team after the other.
/// </summary>
internal sealed class HandballLeague : IPatient
{
    private readonly LeagueTable table;

    public HandballLeague()
    {
        var http = new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(20) };
        table = new LeagueTable(new PointsService(http));
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => string.Join('\n', table.Of(n % 30)));
}

internal sealed record TeamStanding(string Team, int Points);

internal sealed class LeagueTable(PointsService points)
{
    private static readonly string[] Teams = ["Corals", "Anemones"];

    public IReadOnlyList<TeamStanding> Of(int league)
    {
        var standings = new List<TeamStanding>();
        foreach (var team in Teams)
        {
            var scored = points.OfAsync(league, team).GetAwaiter().GetResult(); // sick: blocking-standings sync-over-async
            standings.Add(new TeamStanding(team, scored));
        }

        return [.. standings.OrderByDescending(s => s.Points).ThenBy(s => s.Team, StringComparer.Ordinal)];
    }
}

internal sealed class PointsService(HttpClient http)
{
    public async Task<int> OfAsync(int league, string team)
    {
        using var response = await http.GetAsync($"/answer?ms=480&league={league}&team={team}");
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync();
        return text.Length * (league + 1);
    }
}
