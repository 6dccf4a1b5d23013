namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Resets the connection before any answer, whatever the kind of error: the target's client makes its own of it.</summary>
internal sealed class ErrorInjector : IDependencyInjector
{
    public Task InjectAsync(Injection call)
    {
        call.Http.Abort();
        return Task.CompletedTask;
    }
}
