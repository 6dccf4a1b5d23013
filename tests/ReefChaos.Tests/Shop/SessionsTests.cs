using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Shop.Sessions;

namespace ReefChaos.Tests.Shop;

public sealed class SessionsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly SessionSettings settings = new() { Bytes = 1024, Limit = 8 * 1024 };

    [Fact]
    public void The_undefended_cache_keeps_every_session()
    {
        var sessions = new UnboundedSessions(Options.Create(settings));
        var first = sessions.Open("0");

        OpenMany(sessions, 100);
        time.Advance(settings.Lifetime);

        sessions.Count.ShouldBe(100);
        sessions.Open("0").ShouldBeSameAs(first);
    }

    [Fact]
    public void The_defended_cache_never_holds_more_than_its_limit()
    {
        using var sessions = Defended();

        OpenMany(sessions, 100);

        sessions.Count.ShouldBeInRange(1, 8);
    }

    [Fact]
    public void A_session_that_finds_no_room_still_serves_its_request()
    {
        using var sessions = Defended();
        OpenMany(sessions, 8);

        var session = sessions.Open("late");

        (session.Id, session.Bytes).ShouldBe(("late", 1024));
    }

    [Fact]
    public void A_session_lives_while_it_is_used()
    {
        using var sessions = Defended();
        var first = sessions.Open("a");

        time.Advance(settings.Idle - TimeSpan.FromSeconds(1));
        sessions.Open("a").ShouldBeSameAs(first);
        time.Advance(settings.Idle - TimeSpan.FromSeconds(1));
        sessions.Open("a").ShouldBeSameAs(first);

        time.Advance(settings.Idle);
        sessions.Open("a").ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_session_is_forgotten_after_its_lifetime_however_much_it_is_used()
    {
        settings.Idle = settings.Lifetime = TimeSpan.FromMinutes(2);
        using var sessions = Defended();
        var first = sessions.Open("a");

        time.Advance(TimeSpan.FromMinutes(1));
        sessions.Open("a").ShouldBeSameAs(first);
        time.Advance(TimeSpan.FromMinutes(1));

        sessions.Open("a").ShouldNotBeSameAs(first);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 8)]
    public void Half_of_the_sessions_go_when_memory_is_short(bool isShort, int left)
    {
        using var sessions = Defended();
        OpenMany(sessions, 8);
        using var shedder = new SessionShedder(sessions, () => isShort, Options.Create(settings), time);

        shedder.Look();

        sessions.Count.ShouldBe(left);
    }

    [Theory]
    [InlineData(89, 10, false)]
    [InlineData(90, 10, true)]
    [InlineData(10, 69, false)]
    [InlineData(10, 70, true)]
    public void Memory_is_short_by_the_machines_load_or_by_the_heap(long load, long heap, bool isShort) =>
        MemoryPressure.IsHigh(load, 90, heap, 100).ShouldBe(isShort);

    private static void OpenMany(ISessions sessions, int count)
    {
        for (var i = 0; i < count; i++)
        {
            sessions.Open($"{i}").Show("lamp");
        }
    }

    private BoundedSessions Defended() => new(Options.Create(settings), time);
}
