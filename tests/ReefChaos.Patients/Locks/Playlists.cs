namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-playlists</c>: readers and a writer share playlists, most requests write, and each change is stored before the lock is given
/// back.
/// </summary>
internal sealed class MusicBox : IPatient
{
    private readonly PlaylistEndpoints endpoints = new(new PlaylistRepository());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", endpoints.ServeAsync);
}

internal sealed class PlaylistEndpoints(PlaylistRepository playlists)
{
    public async Task<string> ServeAsync(int n)
    {
        await Task.Yield();
        var listener = n % 60;
        if (n % 5 == 0)
        {
            return $"{playlists.Count(listener)} songs";
        }

        playlists.Add(listener, $"song {n}");
        return "added";
    }
}

internal sealed class PlaylistRepository
{
    private const int Longest = 50;

    private readonly ReaderWriterLockSlim access = new();
    private readonly Dictionary<int, List<string>> playlists = [];

    public int Count(int listener)
    {
        access.EnterReadLock(); // also: lock-playlists lock-contention
        try
        {
            return playlists.TryGetValue(listener, out var songs) ? songs.Count : 0;
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    public void Add(int listener, string song)
    {
        access.EnterWriteLock(); // sick: lock-playlists lock-contention
        try
        {
            var songs = Of(listener);
            songs.Add(song);
            Store(songs);
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    private List<string> Of(int listener)
    {
        if (!playlists.TryGetValue(listener, out var songs) || songs.Count == Longest)
        {
            playlists[listener] = songs = [];
        }

        return songs;
    }

    private static void Store(List<string> songs) => Thread.Sleep(40 + (songs.Count % 5));
}
