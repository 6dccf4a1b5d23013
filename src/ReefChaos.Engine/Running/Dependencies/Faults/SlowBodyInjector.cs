using ReefChaos.Faults;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Sends the headers at once and the body drop by drop. Disarmed, the rest follows at once.</summary>
internal sealed class SlowBodyInjector(SlowBodyFault fault, TimeProvider time) : IDependencyInjector
{
    public async Task InjectAsync(Injection call)
    {
        var response = call.Http.Response;
        var body = response.Body;
        await using var drops = new DrippingStream(body, fault.Speed.BytesPerSecond, call, time);
        response.Body = drops;
        try
        {
            await call.Next(call.Http).ConfigureAwait(false);
        }
        finally
        {
            response.Body = body;
        }
    }
}
