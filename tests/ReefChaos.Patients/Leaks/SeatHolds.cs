using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-seat-holds</c>: a seat in the night train is held for half an hour while it is paid for, and what would let it go lives on when it
/// is long paid.
/// </summary>
internal sealed class NightTrain : IPatient
{
    private readonly SeatBooking booking = new(new SeatHolds());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => booking.BookAsync(n, aborted));
}

internal sealed class SeatBooking(SeatHolds holds)
{
    public async Task<string> BookAsync(int n, CancellationToken aborted)
    {
        var seat = $"{n / 60}-{n % 60}";
        holds.Hold(seat);
        await PayAsync(aborted);
        return holds.Release(seat) ? $"seat {seat} is yours" : "too late";
    }

    private static Task PayAsync(CancellationToken cancellation) => Task.Delay(15, cancellation);
}

internal sealed class SeatHolds
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, bool> held = new(StringComparer.Ordinal);

    public void Hold(string seat)
    {
        held[seat] = true;
        var expiry = new CancellationTokenSource(Longest); // sick: leak-seat-holds leak
        expiry.Token.Register(() => Release(seat)); // also: leak-seat-holds leak
    }

    public bool Release(string seat) => held.TryRemove(seat, out _);
}
