using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-requeue</c>: what fails goes back into the queue that it came from, put there by the queue's only reader. Once the queue is full, the
/// reader waits for itself.
/// </summary>
internal sealed class Shipments : IPatient
{
    private readonly Channel<int> jobs = Channel.CreateBounded<int>(30);

    public void Map(WebApplication app)
    {
        _ = Task.Run(WorkOffAsync);
        app.MapGet("/{n:int}", ShipAsync);
    }

    private async Task<string> ShipAsync(int n)
    {
        await SubmitAsync(n);
        return "on its way";
    }

    private async Task SubmitAsync(int n)
    {
        await jobs.Writer.WriteAsync(n); // sick: channel-requeue blocked-channel
    }

    private async Task WorkOffAsync()
    {
        await foreach (var job in jobs.Reader.ReadAllAsync())
        {
            if (!await LoadAsync(job))
            {
                await jobs.Writer.WriteAsync(job); // also: channel-requeue blocked-channel
            }
        }
    }

    private static async Task<bool> LoadAsync(int job)
    {
        await Task.Delay(5);
        return job % 3 != 0;
    }
}
