namespace ReefChaos.Patients.Blocking;

/// <summary><c>blocking-interface</c>: an old interface returns a value, and what implements it today is asynchronous.</summary>
internal sealed class Lottery : IPatient
{
    private readonly DrawService draws = new(new RemoteTicketSource(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(30) }));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PlayAsync);

    private async Task<string> PlayAsync(int n)
    {
        await Task.Delay(5);
        return draws.Play(n);
    }
}

internal interface ITicketSource
{
    string Take(int player);
}

internal sealed class DrawService(ITicketSource tickets)
{
    public string Play(int player)
    {
        var ticket = tickets.Take(player);
        return ticket.Length % 7 == 0 ? "won" : "better luck next time";
    }
}

internal sealed class RemoteTicketSource(HttpClient http) : ITicketSource
{
    public string Take(int player)
    {
        var ticket = TakeAsync(player).ConfigureAwait(false).GetAwaiter().GetResult(); // sick: blocking-interface sync-over-async
        return ticket.Trim();
    }

    private async Task<string> TakeAsync(int player)
    {
        using var response = await http.GetAsync($"/answer?ms=950&player={player % 100}").ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync().ConfigureAwait(false);
    }
}
