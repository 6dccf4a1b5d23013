using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-activity</c>: the last things that a member did are shown, and all things that a member ever did are kept.</summary>
internal sealed class Forum : IPatient
{
    private readonly ActivityFeed feed = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PostAsync);

    private async Task<string> PostAsync(int n)
    {
        await Task.Delay(3);
        var member = $"member-{n * 31 % 700}";
        feed.Record(member, n);
        return $"{feed.Latest(member).Count()} lately";
    }
}

internal sealed class ActivityFeed
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<MemberActivity>> activities = new(StringComparer.Ordinal);

    public void Record(string member, int topic)
    {
        var own = activities.GetOrAdd(member, _ => new ConcurrentQueue<MemberActivity>());
        own.Enqueue(new MemberActivity(topic, DateTime.UtcNow)); // sick: leak-activity leak
    }

    public IEnumerable<MemberActivity> Latest(string member) => activities.TryGetValue(member, out var own) ? own.TakeLast(5) : [];
}

internal sealed class MemberActivity(int topic, DateTime at)
{
    private readonly char[] excerpt = new char[1_500];

    public override string ToString() => $"{at:O} {topic} {excerpt[0]}";
}
