namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-grade-book</c>: a resit needs the pupil's average, which is asked for with the book's semaphore already in hand, and a semaphore does not
/// know who has it.
/// </summary>
internal sealed class SchoolGrades : IPatient
{
    private readonly GradeEndpoints grades = new(new GradeBook());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", grades.ServeAsync);
}

internal sealed class GradeEndpoints(GradeBook book)
{
    public async Task<string> ServeAsync(int n, CancellationToken aborted)
    {
        var pupil = n % 90;
        if (n % 3 == 0)
        {
            return $"{await book.AverageAsync(pupil, aborted):0.0} on average";
        }

        var counted = await book.EnterAsync(pupil, 1 + (n % 5), isResit: n % 50 == 49, aborted);
        return $"{counted:0.0} counts";
    }
}

internal sealed class GradeBook
{
    private readonly SemaphoreSlim access = new(1, 1);
    private readonly Dictionary<int, (int Sum, int Count)> totals = [];

    public async Task<double> EnterAsync(int pupil, int grade, bool isResit, CancellationToken cancellation)
    {
        await access.WaitAsync(cancellation); // sick: lock-grade-book lock-contention
        try
        {
            var (sum, count) = totals.GetValueOrDefault(pupil);
            totals[pupil] = (sum + grade, count + 1);
            await StoreAsync(cancellation);
            return isResit ? Math.Min(grade, await AverageAsync(pupil, cancellation)) : grade;
        }
        finally
        {
            access.Release();
        }
    }

    public async Task<double> AverageAsync(int pupil, CancellationToken cancellation)
    {
        await access.WaitAsync(cancellation); // also: lock-grade-book lock-contention
        try
        {
            var (sum, count) = totals.GetValueOrDefault(pupil);
            return count == 0 ? 0 : (double)sum / count;
        }
        finally
        {
            access.Release();
        }
    }

    private static Task StoreAsync(CancellationToken cancellation) => Task.Delay(2, cancellation);
}
