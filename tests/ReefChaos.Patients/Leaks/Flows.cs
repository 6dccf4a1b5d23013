namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-tasks</c>: a task is started for each order, which waits for a confirmation that nobody sends.</summary>
internal sealed class Confirmations : IPatient
{
    private readonly Dictionary<int, TaskCompletionSource<bool>> open = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Order(n));

    private string Order(int n)
    {
        _ = FollowUpAsync(n);
        return "ordered";
    }

    private async Task FollowUpAsync(int n)
    {
        var confirmed = await ConfirmationAsync(n);
        Work.Compute(confirmed ? 1 : 2);
    }

    private async Task<bool> ConfirmationAsync(int n)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (open)
        {
            open[n] = answer;
        }

        return await answer.Task; // sick: leak-tasks leak
    }
}

/// <summary><c>leak-delays</c>: a loop is started for each visitor, and runs on when the visitor has gone.</summary>
internal sealed class Presence : IPatient
{
    private int online;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Enter(n));

    private string Enter(int n)
    {
        _ = BeatAsync(n);
        return $"{online} online";
    }

    private async Task BeatAsync(int visitor)
    {
        while (visitor >= 0)
        {
            Interlocked.Increment(ref online);
            await Task.Delay(TimeSpan.FromSeconds(20)); // sick: leak-delays leak
        }
    }
}

/// <summary><c>leak-threads</c>: a thread for each import, which waits for a next one that never comes.</summary>
internal sealed class Imports : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Import(n));

    private static string Import(int n)
    {
        if (n % 4 == 0)
        {
            Begin(n);
        }

        return "begun";
    }

    private static void Begin(int n)
    {
        var worker = new Thread(() => Run(n)) { IsBackground = true };
        worker.Start(); // also: leak-threads leak
    }

    private static void Run(int n)
    {
        using var next = new ManualResetEvent(n < 0);
        next.WaitOne(); // sick: leak-threads leak
    }
}
