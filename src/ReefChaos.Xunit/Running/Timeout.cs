using Xunit.Sdk;

namespace ReefChaos.Xunit.Running;

/// <summary>xunit's own timeout fails the test and leaves what it was doing to itself; an experiment must be seen to its end.</summary>
internal static class Timeout
{
    /// <summary>What an experiment may take to disarm and to stop its processes.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    /// <param name="milliseconds">0 for none.</param>
    /// <exception cref="TestTimeoutException">It took longer, and was cancelled.</exception>
    public static async Task RunAsync(int milliseconds, Func<Task> body, Action cancel, TimeProvider time)
    {
        var running = body();
        if (milliseconds <= 0)
        {
            await running;
            return;
        }

        if (await EndsAsync(running, TimeSpan.FromMilliseconds(milliseconds), time))
        {
            await running;
            return;
        }

        cancel();
        await EndsAsync(running, StopTime, time);
        throw TestTimeoutException.ForTimedOutTest(milliseconds);
    }

    private static async Task<bool> EndsAsync(Task running, TimeSpan within, TimeProvider time)
    {
        try
        {
            await running.WaitAsync(within, time);
        }
        catch (Exception) when (running.IsCompleted)
        {
        }
        catch (TimeoutException)
        {
            return false;
        }

        return true;
    }
}
