using System.Collections.Concurrent;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-enrolment</c>: places in courses are given out one by one, each with a call to the database; beside that, what was searched for is kept for a
/// list of what is popular, which nobody clears.
/// </summary>
internal sealed class EveningSchool : IPatient
{
    private readonly CourseEnrolment enrolment = new();
    private readonly PopularSearches popular = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ServeAsync);

    private async Task<string> ServeAsync(int n)
    {
        if (n % 3 == 0)
        {
            return await enrolment.EnrolAsync(n % 25, $"pupil {n}") ? "enrolled" : "the course is full";
        }

        popular.Note($"pottery after {n % 24}:00, teacher {n}");
        return $"{popular.Count} searches";
    }
}

internal sealed class CourseEnrolment
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Dictionary<int, int> taken = [];

    public async Task<bool> EnrolAsync(int course, string pupil)
    {
        await oneAtATime.WaitAsync(); // sick: pair-enrolment lock-contention
        try
        {
            var before = taken.GetValueOrDefault(course);
            await InsertAsync(course, pupil);
            taken[course] = before + 1;
            return before < 1_000;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private static Task InsertAsync(int course, string pupil) => Task.Delay(70 + ((course + pupil.Length) % 10));
}

internal sealed class PopularSearches
{
    private readonly ConcurrentQueue<SearchNote> notes = new();
    private int count;

    public int Count => count;

    public void Note(string words)
    {
        var note = new SearchNote(words, words.Split(' ')); // also: pair-enrolment leak
        notes.Enqueue(note); // sick: pair-enrolment leak
        Interlocked.Increment(ref count);
    }
}

internal sealed record SearchNote(string Text, string[] Words);
