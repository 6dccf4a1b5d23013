using Microsoft.AspNetCore.Http;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>The armed faults of one dependency, in the order of arming; each call passes them all.</summary>
internal sealed class FaultLine
{
    private readonly Lock gate = new();
    private volatile ArmedFault[] armed = [];

    public void Add(ArmedFault fault)
    {
        lock (gate)
        {
            armed = [.. armed, fault];
        }
    }

    public void Remove(ArmedFault fault)
    {
        lock (gate)
        {
            armed = [.. armed.Where(f => f != fault)];
        }
    }

    public Task InvokeAsync(HttpContext http, RequestDelegate answer) => From(armed, 0, http, answer);

    private static Task From(ArmedFault[] faults, int index, HttpContext http, RequestDelegate answer) =>
        index == faults.Length ? answer(http) : faults[index].InvokeAsync(http, h => From(faults, index + 1, h, answer));
}
