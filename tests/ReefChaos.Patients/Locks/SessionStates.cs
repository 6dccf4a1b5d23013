using System.Collections.Concurrent;

namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-session-state</c>: requests of one session are served one after the other, and a whole classroom shares the session of its
/// teacher.
/// </summary>
internal sealed class LanguageSchool : IPatient
{
    private readonly StudySessions sessions = new();

    public void Map(WebApplication app)
    {
        var middleware = new SessionMiddleware(sessions);
        app.UseWhen(context => context.Request.Path != "/health", branch => branch.Use(middleware.InvokeAsync));
        app.MapGet("/{n:int}", LessonAsync);
    }

    private static async Task<string> LessonAsync(int n, HttpContext context)
    {
        var session = (StudySession)context.Items[nameof(StudySession)]!;
        await Task.Delay(55);
        session.Values["word"] = $"word {n % 3_000}";
        return $"{session.Values.Count} values, next: {session.Values["word"]}";
    }
}

internal sealed class SessionMiddleware(StudySessions sessions)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var session = sessions.Of(KeyOf(context.Request.Path.Value!));
        await session.Turn.WaitAsync(context.RequestAborted); // sick: lock-session-state lock-contention
        try
        {
            context.Items[nameof(StudySession)] = session;
            await next(context);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private static string KeyOf(string path) => path.EndsWith('7') ? $"pupil-{path.Length}" : "classroom";
}

internal sealed class StudySessions
{
    private readonly ConcurrentDictionary<string, StudySession> sessions = new(StringComparer.Ordinal);

    public StudySession Of(string key) => sessions.GetOrAdd(key, _ => new StudySession());
}

internal sealed class StudySession
{
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);
}
