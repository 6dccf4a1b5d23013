using System.Net.Mail;
using System.Threading.Channels;

namespace ReefChaos.Patients.Combinations;

/// <summary><c>pair-lock-channel</c>: seats are taken one at a time; beside that, mail about shows goes to a queue whose reader fell over an address.</summary>
internal sealed class Cinema : IPatient
{
    private readonly SeatPlan seats = new();
    private readonly ShowMail mail = new();

    public void Map(WebApplication app)
    {
        _ = mail.RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", ServeAsync);
    }

    private async Task<string> ServeAsync(int n, CancellationToken aborted)
    {
        if (n % 2 == 0)
        {
            return $"seat {await seats.TakeAsync(aborted)}";
        }

        await mail.SubscribeAsync(n % 41 == 0 ? "nobody" : $"guest{n}@example.test", aborted);
        return "subscribed";
    }
}

internal sealed class SeatPlan
{
    private readonly SemaphoreSlim plan = new(1, 1);
    private int next;

    public async Task<int> TakeAsync(CancellationToken cancellation)
    {
        await plan.WaitAsync(cancellation); // sick: pair-lock-channel lock-contention
        try
        {
            await SaveAsync(cancellation);
            return ++next;
        }
        finally
        {
            plan.Release();
        }
    }

    private static Task SaveAsync(CancellationToken cancellation) => Task.Delay(90, cancellation);
}

internal sealed class ShowMail
{
    private readonly Channel<string> addresses = Channel.CreateBounded<string>(30);
    private int sent;

    public async Task SubscribeAsync(string address, CancellationToken cancellation)
    {
        await addresses.Writer.WriteAsync(address, cancellation); // sick: pair-lock-channel blocked-channel
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var address in addresses.Reader.ReadAllAsync(stopping))
        {
            Send(new MailAddress(address));
        }
    }

    private void Send(MailAddress to) => sent += to.Host.Length > 0 ? 1 : 0;
}
