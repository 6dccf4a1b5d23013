namespace ReefChaos.Patients.Blocking;

/// <summary>The helper that many code bases have, to call what is asynchronous from what is not.</summary>
internal static class AsyncHelper
{
    private static readonly TaskFactory Factory = new(CancellationToken.None, TaskCreationOptions.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public static T RunSync<T>(Func<Task<T>> act)
    {
        return Factory.StartNew(act).Unwrap().GetAwaiter().GetResult(); // sick: blocking-helper sync-over-async
    }
}

/// <summary><c>blocking-helper</c>: permissions are asked for where nothing may be awaited.</summary>
internal sealed class Permissions : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private static string Show(int n) => MayRead(n) ? "shown" : "hidden";

    private static bool MayRead(int n)
    {
        return AsyncHelper.RunSync(() => Store.CountAsync(n)) > 0; // also: blocking-helper sync-over-async
    }
}

/// <summary><c>blocking-parallel</c>: a page loads its parts side by side, and each of them keeps a thread.</summary>
internal sealed class Portal : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Draw(n));

    private static string Draw(int n)
    {
        Load([n, n + 1, n + 2]);
        return "drawn";
    }

    private static void Load(int[] parts)
    {
        Parallel.ForEach(parts, LoadPart); // also: blocking-parallel sync-over-async
    }

    private static void LoadPart(int part)
    {
        Store.CountAsync(part).Wait(); // sick: blocking-parallel sync-over-async
    }
}

/// <summary><c>blocking-event</c>: a callback sets an event, and the request's thread waits for it.</summary>
internal sealed class Pager : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Page(n));

    private static string Page(int n) => $"{Ask(n)} new";

    private static int Ask(int n)
    {
        using var answered = new ManualResetEventSlim();
        var count = 0;
        _ = CallAsync(n, found =>
        {
            count = found;
            answered.Set();
        });
        answered.Wait(); // sick: blocking-event sync-over-async
        return count;
    }

    private static async Task CallAsync(int n, Action<int> then) => then(await Store.CountAsync(n));
}
