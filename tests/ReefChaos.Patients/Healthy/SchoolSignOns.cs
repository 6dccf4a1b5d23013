using System.Collections.Concurrent;

namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-sign-ons</c>: pupils sign on, their roles come from a service within a limit, and their sessions are swept away when they are
/// over, which is soon.
/// </summary>
internal sealed class SchoolPortal : IPatient
{
    private readonly PupilSessions sessions = new();

    public void Map(WebApplication app)
    {
        var roles = new PupilRoles(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(5) });
        _ = sessions.SweepAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", async (int n, CancellationToken aborted) =>
        {
            var role = await roles.FindAsync(n % 800, aborted);
            return $"{role} has session {sessions.Begin(n % 800, role).Id}";
        });
    }
}

internal sealed class PupilRoles(HttpClient http)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<string> FindAsync(int pupil, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(Limit);
        try
        {
            var answer = await http.GetStringAsync($"/answer?ms=80&pupil={pupil}", limit.Token);
            return answer.Length > 3 ? "pupil" : "guest";
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return "guest";
        }
    }
}

internal sealed record PupilSession(Guid Id, int Pupil, string Role, DateTime Until);

internal sealed class PupilSessions
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, PupilSession> open = new();

    public PupilSession Begin(int pupil, string role)
    {
        var session = new PupilSession(Guid.NewGuid(), pupil, role, DateTime.UtcNow + Lifetime);
        open[session.Id] = session;
        return session;
    }

    public async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var (id, session) in open)
            {
                if (session.Until < DateTime.UtcNow)
                {
                    open.TryRemove(id, out _);
                }
            }
        }
    }
}
