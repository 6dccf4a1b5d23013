using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-backlog</c>: receipts go into a channel without a bound, whose reader is far slower than they come.</summary>
internal sealed class Receipts : IPatient
{
    private readonly Channel<Receipt> mail = Channel.CreateUnbounded<Receipt>();

    public void Map(WebApplication app)
    {
        _ = MailAsync();
        app.MapGet("/{n:int}", (int n) => Order(n));
    }

    private string Order(int n)
    {
        Hand(n);
        return "ordered";
    }

    private void Hand(int n)
    {
        mail.Writer.TryWrite(new Receipt(n, new byte[1_000])); // sick: leak-backlog leak
    }

    private async Task MailAsync()
    {
        await foreach (var receipt in mail.Reader.ReadAllAsync())
        {
            await Task.Delay(150 + (receipt.Number % 2));
        }
    }

    private sealed record Receipt(int Number, byte[] Text);
}

/// <summary><c>leak-keys</c>: each guest has a semaphore of his own, and none is taken away when he has left.</summary>
internal sealed class Bookings : IPatient
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", BookAsync);

    private async Task<string> BookAsync(int n)
    {
        var turn = TurnOf($"guest-{n}");
        await turn.WaitAsync();
        try
        {
            await Task.Delay(1);
            return "booked";
        }
        finally
        {
            turn.Release();
        }
    }

    private SemaphoreSlim TurnOf(string guest)
    {
        return turns.GetOrAdd(guest, _ => new SemaphoreSlim(1)); // sick: leak-keys leak
    }
}

/// <summary><c>leak-continuations</c>: each visitor is to be told when the shop closes, which it never does.</summary>
internal sealed class Visitors : IPatient
{
    private readonly TaskCompletionSource closing = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Enter(n));

    private string Enter(int n)
    {
        Follow(new Visitor(n));
        return "welcome";
    }

    private void Follow(Visitor visitor)
    {
        _ = closing.Task.ContinueWith(_ => visitor.Leave(), TaskScheduler.Default); // sick: leak-continuations leak
    }

    private sealed class Visitor(int number)
    {
        private readonly byte[] bag = new byte[700];

        public void Leave() => bag[0] = (byte)number;
    }
}
