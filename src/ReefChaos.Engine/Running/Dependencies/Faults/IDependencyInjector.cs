using Microsoft.AspNetCore.Http;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Performs one fault on the calls that are hit.</summary>
internal interface IDependencyInjector
{
    Task InjectAsync(Injection call);
}

/// <param name="Next">The other faults, and at last the real answer.</param>
/// <param name="Disarmed">From then on the call goes on as if never hit, or ends.</param>
internal sealed record Injection(HttpContext Http, RequestDelegate Next, ulong Ordinal, CancellationToken Disarmed)
{
    /// <summary>Until the time has passed or the fault is disarmed.</summary>
    /// <exception cref="OperationCanceledException">The target gave up.</exception>
    public async Task HoldAsync(TimeSpan length, TimeProvider time)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Disarmed, Http.RequestAborted);
        await Task.Delay(length, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Http.RequestAborted.ThrowIfCancellationRequested();
    }
}
