using ReefChaos.Wire;

namespace ReefChaos.Warden;

/// <summary>Answers the runner's orders until its input ends; then it ends every fault and removes all that the runner owns.</summary>
internal sealed class WardenService(WardenTools tools) : IDisposable
{
    private readonly OrderDesk desk = new(tools);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As if the input had ended.</summary>
    public void End() => ended.TrySetResult();

    /// <remarks>Reading holds a thread of its own, which is left behind when something else ends the warden.</remarks>
    public async Task RunAsync(LineChannel orders, LineChannel replies)
    {
        new Thread(() => Serve(orders, replies)) { IsBackground = true, Name = "orders" }.Start();
        await ended.Task.ConfigureAwait(false);
        await desk.EndAllAsync().ConfigureAwait(false);
        await new Cleanup(tools.Containers, tools.Time).RunAsync().ConfigureAwait(false);
    }

    public void Dispose() => desk.Dispose();

    private void Serve(LineChannel orders, LineChannel replies)
    {
        try
        {
            while (orders.Read<AgentOrder>() is { } order)
            {
                replies.Write(desk.AnswerAsync(order).GetAwaiter().GetResult());
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ObjectDisposedException)
        {
            // A runner that makes no sense, or that nobody answers, is as good as dead.
            Console.Error.WriteLine(e.Message);
        }
        finally
        {
            End();
        }
    }
}
